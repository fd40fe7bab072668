import type { GoMap } from '../../../template/value.ts';
import { own } from '../map.ts';
import { quote, quoted } from './failure.ts';
import type { Failure } from './failure.ts';
import { printedCount } from './numbers.ts';
import type { Visit } from './visit.ts';

/** What the keywords for objects say. */
export function checkMap(visit: Visit, map: GoMap): void {
  const { draft } = visit.node;
  const names = Object.keys(map).toSorted();
  checkSize(visit, names.length);
  checkRequired(visit, map);
  checkDependencies(visit, map);
  checkProperties(visit, map, names);
  if (draft >= 6) checkNames(visit, names);
  if (draft >= 2019) checkDependents(visit, map);
}

function checkSize(visit: Visit, size: number): void {
  const { minProperties: least, maxProperties: most } = visit.node.keywords;
  const words = (keyword: string, want: number): string =>
    `${keyword}: got ${printedCount(size)}, want ${printedCount(want)}`;
  if (typeof least === 'number' && size < least) visit.fail('minProperties', words('minProperties', least));
  if (typeof most === 'number' && size > most) visit.fail('maxProperties', words('maxProperties', most));
}

function checkRequired(visit: Visit, map: GoMap): void {
  const names = missing(map, visit.node.keywords['required']);
  if (names.length > 0)
    visit.fail('required', `missing ${names.length === 1 ? 'property' : 'properties'} ${quoted(names)}`, {
      names,
    });
}

function missing(map: GoMap, required: unknown): string[] {
  if (!Array.isArray(required)) return [];
  return required.filter((name): name is string => typeof name === 'string' && !Object.hasOwn(map, name));
}

function checkDependencies(visit: Visit, map: GoMap): void {
  const { keywords, named } = visit.node;
  checkNeeds(visit, map, 'dependencies', keywords['dependencies']);
  for (const [name, schema] of named.get('dependencies') ?? [])
    if (Object.hasOwn(map, name)) visit.add(visit.same(schema));
}

/** Names that must stand where another one does. */
function checkNeeds(visit: Visit, map: GoMap, keyword: string, needs: unknown): void {
  if (typeof needs !== 'object' || needs === null) return;
  for (const [name, required] of Object.entries(needs)) {
    const names = Object.hasOwn(map, name) ? missing(map, required) : [];
    if (names.length > 0)
      visit.fail(keyword, `properties ${quoted(names)} required, if ${quote(name)} exists`, { names });
  }
}

function checkProperties(visit: Visit, map: GoMap, names: readonly string[]): void {
  const { named, one, patterns } = visit.node;
  const properties = named.get('properties');
  const byPattern = [...(named.get('patternProperties') ?? [])];
  const additional = one.get('additionalProperties');
  const tooMany: string[] = [];
  for (const name of names) {
    visit.shared.steps.spend(1 + byPattern.length);
    const matching = byPattern.filter(([text]) => patterns.get(text)!.matcher(name).find());
    const known = properties?.get(name);
    const schemas = [...(known ? [known] : []), ...matching.map(([, schema]) => schema)];
    if (schemas.length === 0 && additional) schemas.push(additional);
    if (schemas.length === 0) continue;
    visit.unevaluated.names?.delete(name);
    if (schemas[0] === additional && isFalse(visit)) tooMany.push(name);
    else for (const schema of schemas) visit.add(visit.below(schema, name, own(map, name)));
  }
  if (tooMany.length > 0)
    visit.fail('additionalProperties', `additional properties ${quoted(tooMany)} not allowed`, {
      names: tooMany,
    });
}

function isFalse({ node }: Visit): boolean {
  return node.keywords['additionalProperties'] === false;
}

function checkNames(visit: Visit, names: readonly string[]): void {
  const schema = visit.node.one.get('propertyNames');
  if (!schema) return;
  for (const name of names) {
    const failure = visit.below(schema, name, name);
    if (!failure) continue;
    const causes = (failure.kind === 'group' ? failure.causes : [failure]).map(ofName);
    visit.fail('propertyNames', `invalid propertyName ${quote(name)}`, { causes, names: [name] });
  }
}

/** A name has no place among the values. */
function ofName(failure: Failure): Failure {
  return { ...failure, at: [], causes: failure.causes.map(ofName) };
}

function checkDependents(visit: Visit, map: GoMap): void {
  const { keywords, named } = visit.node;
  for (const [name, schema] of named.get('dependentSchemas') ?? [])
    if (Object.hasOwn(map, name)) visit.add(visit.same(schema));
  checkNeeds(visit, map, 'dependentRequired', keywords['dependentRequired']);
}
