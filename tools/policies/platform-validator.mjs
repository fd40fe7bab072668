/** Compiles schemas/platform-values.schema.json to a module that validates without ajv. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';

const BEFORE = `// Made by \`npm run generate\` of schemas/platform-values.schema.json. Do not edit.
// @ts-nocheck
`;

export function platformValidator(root) {
  const schema = JSON.parse(readFileSync(join(root, 'schemas/platform-values.schema.json'), 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    // Errors carry the schema that they speak of, and with it its `errorMessage`.
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary(['errorMessage']);
  // `validateSchema` is on here, at generation, so that the runtime needn't.
  const code = standaloneCode.default(ajv, ajv.compile(schema)).replace(/^export default .*$/mu, '');
  const imported = /require\([^)]*\)/u.exec(code);
  if (imported)
    throw new Error(
      `schemas/platform-values.schema.json uses a keyword that needs ${imported[0]} at run time`,
    );
  return `${BEFORE}${code.trim()}\n`;
}
