import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import { examples, folderOf } from './rule-folders.ts';

const policies = join(packageFolder(), 'policies');

describe('rules.json', () => {
  it('holds every rule folder, sorted, each id once', () => {
    const folders = readdirSync(policies)
      .filter((category) => !['lib', 'generated'].includes(category))
      .flatMap((category) => readdirSync(join(policies, category)));
    expect(rules().map((rule) => rule.id)).toEqual(folders.toSorted());
  });

  it('is fresh, as is all that is generated without OPA', () => {
    const run = spawnSync(process.execPath, ['tools/generate.mjs', '--check', '--no-opa'], {
      cwd: packageFolder(),
      encoding: 'utf8',
    });
    expect(`${run.stdout}${run.stderr}`).toBe('Everything generated is fresh.\n');
  });

  it('gives every option a default that its own schema permits', async () => {
    const { Ajv } = await import('ajv');
    for (const rule of rules()) {
      for (const [name, schema] of Object.entries(rule.options)) {
        const valid = new Ajv().validate(schema, schema['default']);
        expect(valid, `${rule.id}: ${name}`).toBe(true);
      }
    }
  });
});

describe.each(rules().map((rule) => ({ rule, id: rule.id })))('$id', ({ rule }) => {
  it('has a package of its own name', () => {
    const source = readFileSync(join(folderOf(rule), 'rule.rego'), 'utf8');
    const name = `plimsoll.rules.${rule.category}.${rule.id.replaceAll('-', '_')}`;
    expect(/^package (.+)$/mu.exec(source)?.[1]).toBe(name);
  });

  it('has a README that says what, why, bad, good and how to fix it', () => {
    const readme = readFileSync(join(folderOf(rule), 'README.md'), 'utf8');
    for (const part of [`# ${rule.id}\n`, '**Why.**', '## Bad\n', '## Good\n', '## How to fix it\n']) {
      expect(readme).toContain(part);
    }
    for (const option of Object.keys(rule.options)) expect(readme).toContain(`- \`${option}\``);
  });

  it('has a test and examples where Rego decides, and none where the engine does', () => {
    const there = ['rule_test.rego', 'pass', 'fail'].filter((name) => existsSync(join(folderOf(rule), name)));
    expect(there).toEqual(rule.decidedBy === 'rego' ? ['rule_test.rego', 'pass', 'fail'] : []);
    const own = [...examples('pass'), ...examples('fail')].filter((example) => example.rule.id === rule.id);
    expect(new Set(own.map((example) => example.kind)).size).toBe(rule.decidedBy === 'rego' ? 2 : 0);
  });
});
