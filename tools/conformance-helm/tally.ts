import type { Verdict } from './compare.ts';

interface Class {
  readonly names: string[];
  readonly example: string;
}

/** What the comparisons came to. */
export class Tally {
  readonly #charts: number;
  readonly #counts = new Map<Verdict['kind'], number>();
  readonly #classes = new Map<string, Class>();
  #milliseconds = 0;

  constructor(charts: number) {
    this.#charts = charts;
  }

  get differs(): boolean {
    return this.#classes.size > 0;
  }

  addTime(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  add(name: string, verdict: Verdict): void {
    this.#counts.set(verdict.kind, this.#count(verdict.kind) + 1);
    if (verdict.kind !== 'different') return;
    const key = verdict.class ?? '';
    const known = this.#classes.get(key);
    if (known) known.names.push(name);
    else this.#classes.set(key, { names: [name], example: verdict.example ?? '' });
  }

  #count(kind: Verdict['kind']): number {
    return this.#counts.get(kind) ?? 0;
  }

  report(): string {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const classes = [...this.#classes].toSorted((a, b) => b[1].names.length - a[1].names.length);
    return [
      `${this.#charts} charts, ${all} variants (ours took ${Math.round(this.#milliseconds)} ms)`,
      `${this.#count('same')} renders identical`,
      `${this.#count('same-but-random')} identical but for what is random in helm's own`,
      `${this.#count('same-failure')} fail with the same message`,
      `${this.#count('different')} differ, in ${classes.length} classes`,
      ...classes.map(([name, { names, example }]) => classLines(name, names, example)),
    ].join('\n');
  }
}

function classLines(name: string, names: readonly string[], example: string): string {
  return `\n${names.length} × ${name}\n  ${names.slice(0, 4).join(', ')}\n${example.slice(0, 1500).replaceAll(/^/gm, '    ')}`;
}
