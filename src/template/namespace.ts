import type { CompiledTemplate } from './compiled-template.ts';

/** Templates by name, over those of an outer namespace. */
export class Namespace {
  readonly #outer: Namespace | undefined;
  readonly #own: Map<string, CompiledTemplate> = new Map();

  constructor(outer?: Namespace) {
    this.#outer = outer;
  }

  /** A later definition wins, but an empty one does not replace another (Go's Template.associate). */
  define(template: CompiledTemplate): void {
    if (template.empty && this.lookup(template.name) !== undefined) return;
    this.#own.set(template.name, template);
  }

  lookup(name: string): CompiledTemplate | undefined {
    return this.#own.get(name) ?? this.#outer?.lookup(name);
  }

  within(templates: readonly CompiledTemplate[]): Namespace {
    if (templates.length === 0) return this;
    const inner = new Namespace(this);
    for (const template of templates) inner.define(template);
    return inner;
  }

  names(): string[] {
    return [...this.#own.keys()];
  }
}
