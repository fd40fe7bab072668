/** What OPA itself says of the Rego sources: format, strict compilation, and their tests. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { opa } from './policies/opa.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

try {
  const unformatted = opa(root, ['fmt', '--list', '.']).trim();
  if (unformatted !== '') throw new Error(`not formatted by opa fmt:\n${unformatted}`);
  opa(root, ['check', '--strict', '.']);
  console.log(opa(root, ['test', '--ignore=*.yaml', '--ignore=*.json', '.']).trim());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
