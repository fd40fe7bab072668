/** `node tools/new-rule.mjs <category>/<rule-id>`: the files of a new Rego rule, to be filled in. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageOf, ruleFolders } from './policies/metadata.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function filesOf(place) {
  const rego = packageOf(place);
  return {
    'rule.rego': `# METADATA
# title: TODO what is wrong, in a few words
# description: |
#   TODO what fires it, and what happens then.
# custom:
#   severity: warning
#   profile: recommended
#   decided_by: rego
#   scope: application
#   remediation: TODO what to do about it.
package ${rego}

import data.plimsoll.lib.result

results contains result.manifest(index, ["kind"], message) if {
	some index, manifest in input.manifests
	manifest.kind == "TODO"
	message := sprintf("%s %s is wrong", [manifest.kind, manifest.metadata.name])
}
`,
    'rule_test.rego': `package ${rego}_test

import data.${rego} as rule

test_fires if {
	some result in rule.results with input as {"manifests": [{"kind": "TODO", "metadata": {"name": "a"}}]}
	result.path == ["kind"]
}

test_passes if {
	count(rule.results) == 0 with input as {"manifests": []}
}
`,
    'README.md': `# ${place.id}

TODO what fires it.

**Why.** TODO

## Bad

\`\`\`yaml
\`\`\`

## Good

\`\`\`yaml
\`\`\`

## How to fix it

TODO
`,
    'fail/first.yaml': `# What Rego sees of one Application; keys that are left out are empty.
manifests:
  - kind: TODO
    metadata: {name: a}
# The results that must come, in any order; each key that is given is compared.
results:
  - {manifest: 0, path: [kind]}
`,
    'pass/first.yaml': `manifests: []
`,
  };
}

function create(name) {
  const match = /^([a-z]+)\/([a-z]+(?:-[a-z0-9]+)*)$/u.exec(name ?? '');
  if (!match) throw new Error('usage: node tools/new-rule.mjs <category>/<rule-id>, in lower case');
  const place = { category: match[1], id: match[2] };
  if (ruleFolders(root).some((rule) => rule.id === place.id))
    throw new Error(`there is a rule ${place.id} already`);
  const folder = join(root, 'policies', place.category, place.id);
  if (existsSync(folder)) throw new Error(`${folder} exists`);
  for (const [file, content] of Object.entries(filesOf(place))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  console.log(
    `policies/${place.category}/${place.id}: fill in what says TODO, then run \`npm run generate\``,
  );
}

try {
  create(process.argv[2]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
