/** The one entrypoint of all rules, and what of it runs where. */
import { packageOf } from './metadata.mjs';

/** `policies/generated/main.rego`: the set of all results of all rules that aren't switched off, each with its rule's id. */
export function mainRego(rules) {
  const rego = rules.filter((rule) => rule.decidedBy === 'rego');
  const clauses = rego.map(
    (rule) => `results contains object.union(result, {"rule": "${rule.id}"}) if {
	not data.config.off["${rule.id}"]
	some result in data.${packageOf(rule)}.results
}
`,
  );
  return `# Made by \`npm run generate\` of the rules' folders. Do not edit.
package plimsoll.main

${clauses.join('\n')}`;
}

/** Builtins that @open-policy-agent/opa-wasm 1.10 implements itself; every other import would abort an evaluation. */
const HOST_BUILTINS = new Set(['sprintf']);

/** Throws where the compiled policy calls a builtin that the runtime lacks. */
export async function refuseMissingBuiltins(wasm) {
  const { loadPolicy } = await import('@open-policy-agent/opa-wasm');
  const policy = await loadPolicy(wasm);
  const { exports } = policy.wasmInstance;
  const address = exports.opa_json_dump(exports.builtins());
  const bytes = Buffer.from(policy.mem.buffer);
  const names = Object.keys(JSON.parse(bytes.toString('utf8', address, bytes.indexOf(0, address))));
  const missing = names.filter((name) => !HOST_BUILTINS.has(name));
  if (missing.length > 0)
    throw new Error(`rules call builtins that the Wasm runtime lacks: ${missing.join(', ')}`);
}
