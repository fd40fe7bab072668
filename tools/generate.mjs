/**
 * Makes everything that lists rules, or is compiled from them. `--check` writes nothing and fails where a committed file
 * isn't what would be written; `--no-opa` leaves the compiled policy out, for machines without OPA. The same sources
 * give the same bytes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rulesProperty } from './policies/config-schema.mjs';
import { rulesIndex } from './policies/docs.mjs';
import { mainRego, refuseMissingBuiltins } from './policies/entrypoint.mjs';
import { readRules } from './policies/metadata.mjs';
import { compile } from './policies/opa.mjs';
import { platformValidator } from './policies/platform-validator.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const withOpa = !process.argv.includes('--no-opa');

/** Writes, or compares; returns the file's path where it is stale. */
function put(path, content) {
  const file = join(root, path);
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return [];
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return [path];
}

function configSchema(rules) {
  const path = 'schemas/config.schema.json';
  if (!existsSync(join(root, path))) return [];
  const schema = JSON.parse(readFileSync(join(root, path), 'utf8'));
  schema.properties.rules = rulesProperty(rules);
  return put(path, `${JSON.stringify(schema, null, 2)}\n`);
}

/** The entrypoint stands first, because OPA reads it from the folder that it is compiled in. */
async function policies(rules) {
  const main = 'policies/generated/main.rego';
  const stale = put(main, mainRego(rules));
  if (!withOpa) return stale;
  if (check && stale.length > 0) return [...stale, 'policies/generated/plimsoll.wasm'];
  const rego = rules.filter((rule) => rule.decidedBy === 'rego');
  const sources = rego.map((rule) => `${rule.category}/${rule.id}/rule.rego`);
  const wasm = compile(root, 'plimsoll/main/results', ['generated/main.rego', 'lib', ...sources]);
  await refuseMissingBuiltins(wasm);
  return [...stale, ...put('policies/generated/plimsoll.wasm', wasm)];
}

/** `scope` is for the people who read the rule's source; the runtime's `Rule` has none. */
function rulesJson(rules) {
  const published = rules.map((rule) => {
    const copy = { ...rule };
    delete copy.scope;
    return copy;
  });
  return `${JSON.stringify(published, null, 2)}\n`;
}

async function main() {
  const rules = readRules(root);
  const stale = [
    ...(await policies(rules)),
    ...put('policies/generated/rules.json', rulesJson(rules)),
    ...put('docs/rules.md', rulesIndex(rules)),
    ...put('src/check/schema/generated/platform-values.js', platformValidator(root)),
    ...configSchema(rules),
  ];
  for (const path of stale) console.log(`${check ? 'stale' : 'wrote'}: ${relative('.', path)}`);
  if (stale.length === 0) console.log('Everything generated is fresh.');
  else if (check) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
