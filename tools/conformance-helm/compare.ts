import type { Answers, Printed } from './real-helm.ts';

/** How ours stands to helm's. */
export interface Verdict {
  readonly kind: 'same' | 'same-failure' | 'same-but-random' | 'different';
  /** Why it differs; equal for differences that likely have one cause. */
  readonly class?: string;
  readonly example?: string;
}

/** `oursAgain` is ours at another time and with other luck. */
export function compare([first, second]: Answers, ours: Printed, oursAgain: () => Printed): Verdict {
  if ('error' in first) return compareFailure(first.error, 'error' in second ? second.error : '', ours);
  if ('error' in ours) return different(`only ours fails: ${shape(ours.error)}`, ours.error);
  if (ours.stdout === first.stdout) return { kind: 'same' };
  if ('error' in second) return different('helm fails at times', second.error);
  const again = oursAgain();
  if ('error' in again) return different('ours fails at times', again.error);
  return compareRandom(first.stdout, second.stdout, ours.stdout, again.stdout);
}

function different(name: string, example: string): Verdict {
  return { kind: 'different', class: name, example };
}

function compareFailure(helm: string, again: string, ours: Printed): Verdict {
  if (!('error' in ours)) return different(`only helm fails: ${shape(helm)}`, helm);
  if ([helm, again].some((error) => sameFailure(error, ours.error))) return { kind: 'same-failure' };
  // Go walks maps at random: `keys` in a message.
  if (sorted(helm, /[\s,]+/) === sorted(ours.error, /[\s,]+/)) {
    return helm === again
      ? different('failures differ in order', `helm: ${helm}\nours: ${ours.error}`)
      : { kind: 'same-failure' };
  }
  return different(`failures differ: ${shape(helm)}`, `helm: ${helm}\nours: ${ours.error}`);
}

/** What values lack of a schema comes in an order that differs from run to run. */
function sameFailure(helm: string, ours: string): boolean {
  if (helm === ours) return true;
  return helm.startsWith("values don't meet") && sorted(helm, '\n') === sorted(ours, '\n');
}

function sorted(text: string, by: string | RegExp): string {
  return text.split(by).toSorted().join('\n');
}

/** A message without what belongs to one chart. */
function shape(message: string): string {
  return message
    .replaceAll(/"[^"\n]*"/g, '"…"')
    .replaceAll(/[\w.@-]*(\/[\w.@-]+)+/g, 'PATH')
    .replaceAll(/\d+/g, 'N')
    .slice(0, 160)
    .replaceAll('\n', '⏎');
}

function textDifference(helm: string, ours: string): Verdict {
  const [theirs, own] = [helm.split('\n'), ours.split('\n')];
  const at = theirs.findIndex((line, index) => line !== own[index]);
  const sameLines = theirs.length === own.length;
  const from = Math.max(0, at - 3);
  const example = [
    source(theirs, at),
    ...theirs.slice(from, at).map((line) => `  ${line}`),
    ...theirs.slice(at, at + 4).map((line) => `- ${line}`),
    ...own.slice(at, at + 4).map((line) => `+ ${line}`),
  ].join('\n');
  const reordered = sameLines && theirs.toSorted().join('\n') === own.toSorted().join('\n');
  return different(
    reordered ? 'output in another order' : `output: ${shape(theirs[at] ?? '')} | ${shape(own[at] ?? '')}`,
    example,
  );
}

function source(lines: readonly string[], at: number): string {
  return lines.slice(0, at + 1).findLast((line) => line.startsWith('# Source: ')) ?? '';
}

/** Lines that differ between two runs of helm, or two of ours, are not compared. */
function compareRandom(first: string, second: string, ours: string, oursAgain: string): Verdict {
  const [a, b, own, again] = [first, second, ours, oursAgain].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const sameLength = [b, own, again].every(({ length }) => length === a.length);
  if (!sameLength) return first === second ? textDifference(first, ours) : compareUnordered(a, b, own);
  const masked = (lines: readonly string[]): string =>
    lines.map((line, at) => (a[at] === b[at] && own[at] === again[at] ? line : 'RANDOM')).join('\n');
  return masked(own) === masked(a) ? { kind: 'same-but-random' } : textDifference(masked(a), masked(own));
}

/** Of lines in random places, those that both runs print must be ours as well, and no other. */
function compareUnordered(a: readonly string[], b: readonly string[], own: readonly string[]): Verdict {
  const both = new Set(a.filter((line) => b.includes(line)));
  const missing = [...both].filter((line) => !own.includes(line));
  if (missing.length === 0) return { kind: 'same-but-random' };
  return different('random, and lines are missing', missing.slice(0, 5).join('\n'));
}
