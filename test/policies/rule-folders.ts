import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import type { Rule } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';

/** One input of a rule, from its `pass/` or `fail/` folder. */
export interface Example {
  readonly rule: Rule;
  readonly kind: 'pass' | 'fail';
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export function folderOf(rule: Rule): string {
  return join(packageFolder(), 'policies', rule.category, rule.id);
}

export function examples(kind: 'pass' | 'fail'): Example[] {
  return rules().flatMap((rule) => examplesOf(rule, kind));
}

function examplesOf(rule: Rule, kind: 'pass' | 'fail'): Example[] {
  const folder = join(folderOf(rule), kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const { documents, problems } = parseYaml(readFileSync(join(folder, name), 'utf8'));
    if (problems.length > 0) throw new Error(`${folder}/${name}: ${problems[0]!.message}`);
    return { rule, kind, name, content: documents[0]!.value as Example['content'] };
  });
}
