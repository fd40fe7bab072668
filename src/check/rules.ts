import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../types.ts';
import { packageFolder } from './package-folder.ts';

let known: readonly Rule[] | undefined;

/** Every rule, sorted by id. Read once, from what `npm run generate` made of the rules' folders. */
export function rules(): readonly Rule[] {
  known ??= read();
  return known;
}

function read(): readonly Rule[] {
  const file = join(packageFolder(), 'policies', 'generated', 'rules.json');
  return Object.freeze(JSON.parse(readFileSync(file, 'utf8')) as Rule[]);
}
