/** Writes test/conformance/template/cases.json from the tables here and the seeds that the fuzzer found. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { TemplateCase } from '../../test/conformance/template/engine.ts';
import { rows as actions } from './tables/actions.ts';
import { rows as builtins } from './tables/builtins.ts';
import { rows as printing } from './tables/printing.ts';
import type { Row } from './tables/row.ts';

const seeds = JSON.parse(readFileSync(new URL('tables/seeds.json', import.meta.url), 'utf8')) as Row[];

function named(rows: readonly Row[]): TemplateCase[] {
  const counts = new Map<string, number>();
  return rows.map(({ group = 'seeds', ...row }) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return { name: `${group} ${count}`, ...row };
  });
}

const cases = named([...actions, ...builtins, ...printing, ...seeds]);
const lines = cases.map((test) => JSON.stringify(test)).join(',\n');
writeFileSync(new URL('../../test/conformance/template/cases.json', import.meta.url), `[\n${lines}\n]\n`);
console.log(`${cases.length} cases`);
