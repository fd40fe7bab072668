import type { Value } from '../../../template/value.ts';
import type { Failure } from './failure.ts';
import { equalJson } from './json-value.ts';
import { printedCount } from './numbers.ts';
import type { Visit } from './visit.ts';

/** What the keywords for arrays say. */
export function checkList(visit: Visit, list: readonly Value[]): void {
  checkSize(visit, list.length);
  checkUnique(visit, list);
  checkItems(visit, list);
  if (visit.node.draft >= 6) checkContains(visit, list);
}

function checkSize(visit: Visit, size: number): void {
  const { minItems: least, maxItems: most } = visit.node.keywords;
  const words = (keyword: string, want: number): string =>
    `${keyword}: got ${printedCount(size)}, want ${printedCount(want)}`;
  if (typeof least === 'number' && size < least) visit.fail('minItems', words('minItems', least));
  if (typeof most === 'number' && size > most) visit.fail('maxItems', words('maxItems', most));
}

function checkUnique(visit: Visit, list: readonly Value[]): void {
  if (visit.node.keywords['uniqueItems'] !== true) return;
  const { steps } = visit.shared;
  for (const [index, item] of list.entries()) {
    const twin = list.slice(0, index).findIndex((each) => equalJson(each, item, steps));
    if (twin >= 0) return visit.fail('uniqueItems', `items at ${twin} and ${index} are equal`);
  }
}

/** `prefixItems` and `items`; before 2020-12 `items` and `additionalItems`. */
function checkItems(visit: Visit, list: readonly Value[]): void {
  const { node } = visit;
  const first = node.lists.get(node.draft < 2020 ? 'items' : 'prefixItems');
  const isTuple = first !== undefined;
  for (const [index, schema] of first?.entries() ?? [])
    if (index < list.length) visit.add(visit.below(schema, String(index), list[index]));
  const after = node.draft < 2020 && isTuple ? 'additionalItems' : 'items';
  const rest = list.length - (first?.length ?? 0);
  if (after === 'additionalItems' && node.keywords[after] === false) {
    if (rest > 0) visit.fail(after, `last ${printedCount(rest)} additionalItem(s) not allowed`);
    return;
  }
  const schema = node.one.get(after);
  if (!schema) return;
  for (let index = first?.length ?? 0; index < list.length; index++)
    visit.add(visit.below(schema, String(index), list[index]));
}

function checkContains(visit: Visit, list: readonly Value[]): void {
  const { node, unevaluated } = visit;
  const schema = node.one.get('contains');
  if (!schema) return;
  const causes: Failure[] = [];
  const matched: number[] = [];
  for (const [index, item] of list.entries()) {
    const failure = visit.below(schema, String(index), item);
    if (failure) causes.push(failure);
    else {
      matched.push(index);
      if (node.draft >= 2020) unevaluated.indexes?.delete(index);
    }
  }
  countContains(visit, matched, causes);
}

function countContains(visit: Visit, matched: readonly number[], causes: readonly Failure[]): void {
  const { draft, keywords } = visit.node;
  const { minContains: least, maxContains: most } = draft < 2019 ? {} : keywords;
  const found = `matched ${matched.length} items at ${matched.join(' ')}`;
  if (typeof least === 'number') {
    const got = matched.length === 0 ? 'none matched' : found;
    if (matched.length < least)
      visit.fail('minContains', `min ${least} items required to match contains schema, but ${got}`, {
        causes,
      });
  } else if (matched.length === 0) visit.fail('contains', 'no items match contains schema', { causes });
  if (typeof most === 'number' && matched.length > most)
    visit.fail('maxContains', `max ${most} items required to match contains schema, but ${found}`);
}
