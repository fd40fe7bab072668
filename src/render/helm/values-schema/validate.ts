/**
 * Holds a value against a schema. Mirrors validator.go of santhosh-tekuri/jsonschema v6, which Helm uses: the same
 * order, the same words. Where Go walks a map at random, keys are taken in order here.
 */
import type { GoMap, Value } from '../../../template/value.ts';
import type { Json } from '../../../types.ts';
import type { CompiledSchema } from './compile.ts';
import type { Failure } from './failure.ts';
import { listed, quote } from './failure.ts';
import { formatFault } from './formats.ts';
import { equalJson, numberOf, typeOf } from './json-value.ts';
import type { SchemaNode } from './node.ts';
import type { Steps } from './steps.ts';
import { checkList } from './validate-list.ts';
import { checkMap } from './validate-map.ts';
import { checkNumber, checkText } from './validate-scalar.ts';
import { Visit, wayTo } from './visit.ts';

/** @throws SchemaError where it takes too long. */
export function validate(
  value: Value,
  { root, dynamic, assertsFormats = false }: CompiledSchema,
  steps: Steps,
): Failure | undefined {
  const scope = { node: root, reference: undefined, value: 0, parent: undefined };
  return apply(new Visit(value, [], scope, { steps, dynamic, assertsFormats, apply }, false));
}

function apply(visit: Visit): Failure | undefined {
  return visit.shared.steps.within(() => {
    const { always } = visit.node;
    if (always !== undefined) return always ? undefined : visit.failure('false schema');
    const cycle = visit.cycle();
    if (cycle) {
      const [here, there] = [wayTo(visit.scope), wayTo(cycle)];
      const url = `file:///values.schema.json#${visit.node.pointer}`;
      return visit.failure(`both ${here} and ${there} resolve to "${url}" causing reference cycle`);
    }
    return plainFault(visit) ?? applyKeywords(visit);
  });
}

/** `type`, `const`, `enum` and `format`: where one of them fails, the rest is not looked at. */
function plainFault(visit: Visit): Failure | undefined {
  const { node, value, shared } = visit;
  if (isOnlyReference(node)) return undefined;
  const { keywords } = node;
  const own = (key: string): Json | undefined => (Object.hasOwn(keywords, key) ? keywords[key] : undefined);
  const type = own('type');
  if (type !== undefined && !hasType(value, type))
    return visit.failure(`got ${typeOf(value)}, want ${typeNames(type)}`, { keyword: 'type' });
  const constant = node.draft < 6 ? undefined : own('const');
  if (constant !== undefined && !equalJson(value, constant as Value, shared.steps))
    return visit.failure(constWords(constant), { keyword: 'const' });
  const allowed = own('enum');
  if (Array.isArray(allowed) && !allowed.some((each: Json) => equalJson(value, each as Value, shared.steps)))
    return visit.failure(enumWords(allowed as readonly Json[]), { keyword: 'enum' });
  const format = node.draft < 2019 || visit.shared.assertsFormats ? own('format') : undefined;
  const fault = typeof format === 'string' ? formatFault(format, value) : undefined;
  if (fault === undefined) return undefined;
  return visit.failure(`${shown(value as Json)} is not valid ${String(format)}: ${fault}`, {
    keyword: 'format',
  });
}

/** Before 2019-09 nothing counts beside a reference. */
function isOnlyReference(node: SchemaNode): boolean {
  return node.draft < 2019 && node.one.has('$ref');
}

const TYPE_ORDER = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

function hasType(value: Value, written: Json): boolean {
  const types = [written].flat() as readonly Json[];
  const type = typeOf(value);
  return types.includes(type) || (type === 'number' && types.includes('integer') && isWhole(value));
}

function isWhole(value: Value): boolean {
  return Number.isInteger(numberOf(value));
}

function typeNames(written: Json): string {
  const types = [written].flat() as readonly Json[];
  return TYPE_ORDER.filter((name) => types.includes(name)).join(' or ');
}

function constWords(constant: Json): string {
  return isCollection(constant) ? "'const' failed" : `value must be ${shown(constant)}`;
}

function enumWords(allowed: readonly Json[]): string {
  if (allowed.some(isCollection)) return "'enum' failed";
  return `value must be ${allowed.length === 1 ? '' : 'one of '}${listed(allowed, shown)}`;
}

function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** As Go prints it. */
function shown(value: Json): string {
  if (typeof value === 'string') return quote(value);
  return value === null ? '<nil>' : isCollection(value) ? 'value' : String(value);
}

function applyKeywords(visit: Visit): Failure | undefined {
  const { node, value } = visit;
  const reference = node.one.get('$ref');
  if (reference) visit.add(follow(visit, reference, '$ref'));
  if (isOnlyReference(node)) return visit.result();
  const type = typeOf(value);
  if (type === 'object') checkMap(visit, value as GoMap);
  else if (type === 'array') checkList(visit, value as Value[]);
  else if (type === 'string') checkText(visit, value as string);
  else if (type === 'number') checkNumber(visit, numberOf(value));
  followDynamic(visit);
  applyAlternatives(visit);
  if (node.draft >= 2019) checkUnevaluated(visit);
  return visit.result();
}

function follow(visit: Visit, node: SchemaNode, keyword: string): Failure | undefined {
  const failure = visit.same(node, keyword);
  if (failure === undefined) return undefined;
  const causes = failure.kind === 'group' ? failure.causes : [failure];
  return visit.failure('validation failed', { keyword, kind: 'reference', causes });
}

function followDynamic(visit: Visit): void {
  const { one, keywords } = visit.node;
  const recursive = one.get('$recursiveRef');
  if (recursive) visit.add(follow(visit, recursiveTarget(visit, recursive), '$recursiveRef'));
  const dynamic = one.get('$dynamicRef');
  if (!dynamic) return;
  const [, anchor = ''] = String(keywords['$dynamicRef']).split('#');
  const isAnchor = anchor !== '' && dynamic.keywords['$dynamicAnchor'] === anchor;
  visit.add(follow(visit, isAnchor ? dynamicTarget(visit, anchor, dynamic) : dynamic, '$dynamicRef'));
}

/** The outermost schema on the way that is one to recur to. */
function recursiveTarget({ scope }: Visit, found: SchemaNode): SchemaNode {
  if (found.keywords['$recursiveAnchor'] !== true) return found;
  let target = found;
  for (let at: typeof scope | undefined = scope; at; at = at.parent)
    if (at.node.keywords['$recursiveAnchor'] === true) target = at.node;
  return target;
}

function dynamicTarget({ scope, shared }: Visit, anchor: string, found: SchemaNode): SchemaNode {
  let target = found;
  for (let at: typeof scope | undefined = scope; at; at = at.parent) {
    const { dynamicAnchors, anchors } = at.node.resource;
    if (dynamicAnchors.has(anchor)) target = shared.dynamic(anchors.get(anchor)!);
  }
  return target;
}

function applyAlternatives(visit: Visit): void {
  const { one, lists } = visit.node;
  const not = one.get('not');
  if (not && visit.same(not) === undefined) visit.fail('not', "'not' failed");
  checkAll(visit, lists.get('allOf') ?? []);
  checkAny(visit, lists.get('anyOf'));
  checkOne(visit, lists.get('oneOf'));
  const condition = one.get('if');
  if (!condition) return;
  const chosen = one.get(visit.same(condition) === undefined ? 'then' : 'else');
  if (chosen) visit.add(visit.same(chosen));
}

function checkAll(visit: Visit, schemas: readonly SchemaNode[]): void {
  const causes = schemas.flatMap((schema) => visit.same(schema) ?? []);
  if (causes.length > 0) visit.fail('allOf', "'allOf' failed", { causes });
}

function checkAny(visit: Visit, schemas: readonly SchemaNode[] | undefined): void {
  if (!schemas) return;
  const causes: Failure[] = [];
  let matched = false;
  for (const schema of schemas) {
    const failure = visit.same(schema);
    if (failure) causes.push(failure);
    matched ||= failure === undefined;
    // Only who asks what is evaluated must look at all of them.
    if (!failure && !visit.tracks()) break;
  }
  if (!matched) visit.fail('anyOf', "'anyOf' failed", { causes });
}

function checkOne(visit: Visit, schemas: readonly SchemaNode[] | undefined): void {
  if (!schemas) return;
  const causes: Failure[] = [];
  let matched = -1;
  for (const [index, schema] of schemas.entries()) {
    const failure = visit.same(schema);
    if (failure) causes.push(failure);
    else if (matched >= 0) {
      return visit.fail('oneOf', `'oneOf' failed, subschemas ${matched}, ${index} matched`);
    } else matched = index;
  }
  if (matched < 0) visit.fail('oneOf', "'oneOf' failed, none matched", { causes });
}

function checkUnevaluated(visit: Visit): void {
  const { node, value, unevaluated } = visit;
  const forNames = node.one.get('unevaluatedProperties');
  if (forNames && typeOf(value) === 'object') {
    for (const name of [...(unevaluated.names ?? [])].toSorted())
      visit.add(visit.below(forNames, name, (value as GoMap)[name]));
    unevaluated.names = undefined;
  }
  const forIndexes = node.one.get('unevaluatedItems');
  if (forIndexes && Array.isArray(value)) {
    for (const index of unevaluated.indexes ?? [])
      visit.add(visit.below(forIndexes, String(index), value[index]));
    unevaluated.indexes = undefined;
  }
}
