import type { FieldPath, Json, JsonObject } from '../types.ts';
import { field, list, text } from './json-map.ts';

export type Labels = ReadonlyMap<string, string>;

/** `path` leads to the wrong place from the selector. */
export class SelectorFault extends Error {
  readonly path: FieldPath;
  constructor(path: FieldPath, message: string) {
    super(message);
    this.path = path;
  }
}

type Requirement = (labels: Labels) => boolean;

/**
 * Kubernetes' `LabelSelectorAsSelector`: `matchLabels` and `matchExpressions`, all of which must hold; an empty selector
 * matches everything. `anyValue` is Argo CD's own edition, which does not ask whether a value could be a label's.
 */
export function compileLabelSelector(
  selector: JsonObject,
  { anyValue }: { readonly anyValue: boolean },
): (labels: Labels) => boolean {
  const labels = Object.entries((field(selector, 'matchLabels') ?? {}) as JsonObject);
  const requirements = [
    ...labels.map(([key, value]) => {
      const path = ['matchLabels', key];
      return requirement(key, 'In', [textOf(value, path)], anyValue, path);
    }),
    ...list(field(selector, 'matchExpressions')).map((entry, index) =>
      requirement(
        text(field(entry, 'key')) ?? '',
        text(field(entry, 'operator')) ?? '',
        list(field(entry, 'values')).map((value) => textOf(value, ['matchExpressions', index, 'values'])),
        anyValue,
        ['matchExpressions', index],
      ),
    ),
  ];
  return (given) => requirements.every((holds) => holds(given));
}

/** `yes` and `1` are no text to YAML: the API server refuses them. */
function textOf(value: Json, path: FieldPath): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  throw new SelectorFault(path, `selector: ${JSON.stringify(value)} must be text`);
}

function requirement(
  key: string,
  operator: string,
  values: readonly string[],
  anyValue: boolean,
  path: FieldPath,
): Requirement {
  const fault = keyFault(key) ?? countFault(operator, values) ?? (anyValue ? undefined : valueFault(values));
  if (fault !== undefined) throw new SelectorFault(path, `selector: ${fault}`);
  const wanted = new Set(values);
  switch (operator) {
    case 'In':
      return (labels) => labels.has(key) && wanted.has(labels.get(key)!);
    case 'NotIn':
      return (labels) => !labels.has(key) || !wanted.has(labels.get(key)!);
    case 'Exists':
      return (labels) => labels.has(key);
    case 'DoesNotExist':
      return (labels) => !labels.has(key);
    default:
      throw new SelectorFault(path, `selector: ${JSON.stringify(operator)} is not a valid operator`);
  }
}

function countFault(operator: string, values: readonly string[]): string | undefined {
  const takes = operator === 'In' || operator === 'NotIn';
  if (takes && values.length === 0) return `${operator} needs values`;
  const takesNone = operator === 'Exists' || operator === 'DoesNotExist';
  return takesNone && values.length > 0 ? `${operator} takes no values` : undefined;
}

const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Kubernetes' `IsQualifiedName`: `[prefix/]name`. */
function keyFault(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  const isPrefix = prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
  if (parts.length <= 2 && isPrefix && name.length <= 63 && NAME.test(name)) return undefined;
  return `${JSON.stringify(key)} can't be a label's key`;
}

function valueFault(values: readonly string[]): string | undefined {
  const wrong = values.find((value) => value !== '' && (value.length > 63 || !NAME.test(value)));
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} can't be a label's value`;
}
