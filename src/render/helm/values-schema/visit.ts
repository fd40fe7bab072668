import type { GoMap, Value } from '../../../template/value.ts';
import { isTable } from '../map.ts';
import { pointerOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { SchemaNode } from './node.ts';
import type { Steps } from './steps.ts';

/** The schemas on the way to the one that is applied. */
export interface Scope {
  readonly node: SchemaNode;
  /** The reference that led here, else none. */
  readonly reference: string | undefined;
  /** Schemas applied to the same value have the same. */
  readonly value: number;
  readonly parent: Scope | undefined;
}

/** What of a map or list no keyword has looked at yet. */
export interface Unevaluated {
  names: Set<string> | undefined;
  indexes: Set<number> | undefined;
}

export interface Shared {
  readonly steps: Steps;
  readonly assertsFormats: boolean;
  dynamic(pointer: string): SchemaNode;
  apply(visit: Visit): Failure | undefined;
}

/** One schema applied to one value. */
export class Visit {
  readonly value: Value;
  readonly at: readonly string[];
  readonly node: SchemaNode;
  readonly scope: Scope;
  readonly unevaluated: Unevaluated;
  readonly shared: Shared;
  readonly failures: Failure[] = [];

  constructor(value: Value, at: readonly string[], scope: Scope, shared: Shared, callerNeeds: boolean) {
    this.value = value;
    this.at = at;
    this.node = scope.node;
    this.scope = scope;
    this.shared = shared;
    this.unevaluated = unevaluatedOf(value, scope.node, callerNeeds);
  }

  /** Applies another schema to the same value; what it has looked at counts. */
  same(node: SchemaNode, reference?: string): Failure | undefined {
    const scope = { node, reference, value: this.scope.value, parent: this.scope };
    const inner = new Visit(this.value, this.at, scope, this.shared, this.tracks());
    const failure = this.shared.apply(inner);
    if (!failure) this.#evaluated(inner.unevaluated);
    return failure;
  }

  /** Applies a schema to a part of the value. */
  below(node: SchemaNode, key: string, value: Value): Failure | undefined {
    const scope = { node, reference: undefined, value: this.scope.value + 1, parent: this.scope };
    return this.shared.apply(new Visit(value, [...this.at, key], scope, this.shared, false));
  }

  /** Whether anybody wants to know what is evaluated. */
  tracks(): boolean {
    const { names, indexes } = this.unevaluated;
    return (names?.size ?? 0) > 0 || (indexes?.size ?? 0) > 0;
  }

  /** Another schema has looked at all that it does not list. */
  #evaluated({ names, indexes }: Unevaluated): void {
    for (const name of this.unevaluated.names ?? [])
      if (!names?.has(name)) this.unevaluated.names!.delete(name);
    for (const index of this.unevaluated.indexes ?? [])
      if (!indexes?.has(index)) this.unevaluated.indexes!.delete(index);
  }

  failure(words: string, more: Partial<Failure> = {}): Failure {
    return { at: this.at, schema: this.node.pointer, words, causes: [], ...more };
  }

  fail(keyword: string, words: string, more: Partial<Failure> = {}): void {
    this.failures.push(this.failure(words, { keyword, ...more }));
  }

  add(failure: Failure | undefined): void {
    if (failure) this.failures.push(failure);
  }

  result(): Failure | undefined {
    if (this.failures.length < 2) return this.failures[0];
    return this.failure('validation failed', { kind: 'group', causes: this.failures });
  }

  /** The schema that this one goes round in a circle with, without coming to another value. */
  cycle(): Scope | undefined {
    for (let scope = this.scope.parent; scope?.value === this.scope.value; scope = scope.parent)
      if (scope.node === this.node) return scope;
    return undefined;
  }
}

/** Keywords and references from the top schema, as `/allOf/0/$ref`. */
export function wayTo(scope: Scope): string {
  let way = '';
  for (let at = scope; at.parent; at = at.parent) {
    const { reference, node, parent } = at;
    const part =
      reference === undefined ? node.pointer.slice(parent.node.pointer.length) : pointerOf([reference]);
    way = part + way;
  }
  return way;
}

function unevaluatedOf(value: Value, node: SchemaNode, callerNeeds: boolean): Unevaluated {
  const none = { names: undefined, indexes: undefined };
  const { one, lists, draft } = node;
  if (Array.isArray(value)) {
    const isComplete = draft < 2020 ? one.has('additionalItems') || one.has('items') : one.has('items');
    if (isComplete || !(callerNeeds || one.has('unevaluatedItems'))) return none;
    const known = lists.get(draft < 2020 ? 'items' : 'prefixItems')?.length ?? 0;
    const indexes = value.map((_, index) => index).filter((index) => index >= known);
    return { names: undefined, indexes: new Set(indexes) };
  }
  if (!isTable(value) || one.has('additionalProperties')) return none;
  if (!(callerNeeds || one.has('unevaluatedProperties'))) return none;
  return { names: new Set(Object.keys(value as GoMap)), indexes: undefined };
}
