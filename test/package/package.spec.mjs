// Run by `node --test`, after a build: what npm would publish works in an empty folder, with nothing else around it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-package-'));
const project = join(folder, 'project');
const bin = join(project, 'node_modules', '.bin');
let tarball;

/** Only Node's own folder: no helm, opa, kustomize or Go that the package could lean on. */
const env = { PATH: dirname(process.execPath), HOME: folder, NO_COLOR: '1' };

before(() => {
  const [packed] = JSON.parse(
    npm(root, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  );
  tarball = join(folder, packed.filename);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(project, ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', tarball]);
  cpSync(join(root, 'sample-repos'), join(folder, 'sample-repos'), { recursive: true });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function npm(cwd, args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function plimsoll(...args) {
  const cli = join(project, 'node_modules', 'plimsoll', 'dist', 'cli.js');
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
}

function tool(path, args) {
  const script = join(root, 'node_modules', ...path);
  return spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
}

describe('the packed package', () => {
  it('puts the command where npx finds it', () => {
    const { status, stdout } = spawnSync(join(bin, 'plimsoll'), ['--version'], { encoding: 'utf8', env });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(status, 0);
    assert.ok(stdout.includes(version), stdout);
  });

  it('finds nothing wrong with the clean sample', () => {
    const { status, stdout, stderr } = plimsoll('check', 'sample-repos/platform-gitops', '--format', 'json');
    assert.equal(status, 0, stderr);
    const { diagnostics, coverage } = JSON.parse(stdout);
    assert.deepEqual(diagnostics, []);
    assert.equal(coverage.leaves.rendered, coverage.leaves.found);
  });

  it('finds what is planted in the broken one', () => {
    const { status, stdout, stderr } = plimsoll(
      'check',
      'sample-repos/platform-gitops-broken',
      '--format',
      'json',
    );
    assert.equal(status, 1, stderr);
    const planted = join(root, 'test', 'samples', 'platform-gitops.expected.json');
    const expected = JSON.parse(readFileSync(planted, 'utf8'));
    const found = JSON.parse(stdout).diagnostics.map(({ ruleId, location }) => ({
      ruleId,
      file: location.file,
      line: location.range.start.line,
    }));
    assert.deepEqual(found, expected);
  });

  for (const format of ['pretty', 'sarif', 'github']) {
    it(`prints ${format}`, () => {
      const { status, stdout } = plimsoll('check', 'sample-repos/platform-gitops-broken', '--format', format);
      assert.equal(status, 1);
      assert.match(stdout, /image-not-pinned/);
    });
  }

  it('renders, lists rules and explains one', () => {
    const rendered = plimsoll('render', 'sample-repos/platform-gitops');
    assert.equal(rendered.status, 0, rendered.stderr);
    assert.match(rendered.stdout, /^kind: StatefulSet$/m);
    assert.match(plimsoll('rules').stdout, /prune-unprotected/);
    assert.equal(plimsoll('explain', 'pdb-missing').status, 0);
  });

  it('tells bad usage and bad configuration apart from findings', () => {
    assert.equal(plimsoll('chekc').status, 2);
    const tree = join(folder, 'misconfigured');
    mkdirSync(tree);
    writeFileSync(join(tree, 'plimsoll.yaml'), 'repositoris: {}\n');
    const { status, stderr } = plimsoll('check', tree);
    assert.equal(status, 2);
    assert.match(stderr, /repositories/);
  });

  it('is a library as well', () => {
    const script = `
      import { run, formats } from 'plimsoll';
      const result = await run({ folder: '../sample-repos/platform-gitops' });
      process.stdout.write(JSON.stringify([result.ok, result.report.diagnostics.length, typeof formats]));
    `;
    writeFileSync(join(project, 'use.js'), script);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['use.js'], {
      cwd: project,
      encoding: 'utf8',
      env,
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), [true, 0, 'object']);
  });

  it('holds what it needs and nothing else', () => {
    const files = readdirSync(join(project, 'node_modules', 'plimsoll'), { recursive: true }).map(String);
    for (const file of ['LICENSE', 'README.md', join('policies', 'generated', 'plimsoll.wasm')])
      assert.ok(files.includes(file), file);
    assert.ok(existsSync(join(project, 'node_modules', 'plimsoll', 'schemas', 'config.schema.json')));
    assert.deepEqual(
      files.filter((file) => /^(src|test|tools|bench|sample-repos)\b|\.map$/.test(file)),
      [],
    );
  });

  it('brings no other package along, but their licences', () => {
    const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['plimsoll']);
    const licences = join(project, 'node_modules', 'plimsoll', 'dist', 'THIRD-PARTY-LICENSES.txt');
    assert.match(readFileSync(licences, 'utf8'), /^ajv \d.*: MIT\n\n.*MIT License/ms);
  });

  it('has the declarations that a program of another needs, and no more', () => {
    const program = `import { formats, run, type Diagnostic, type RunOptions } from 'plimsoll';
      const options: RunOptions = { folder: '.' };
      const result = await run(options);
      const found: readonly Diagnostic[] = result.ok ? result.report.diagnostics : [];
      console.log(found.map(({ location }) => location.range.start.line), formats.size);`;
    writeFileSync(join(project, 'program.ts'), program);
    const types = join(root, 'node_modules', '@types');
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...options, '--typeRoots', types, 'program.ts'],
      { cwd: project, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
    const declarations = readdirSync(join(project, 'node_modules/plimsoll/dist/types'), { recursive: true });
    assert.ok(declarations.filter((name) => String(name).endsWith('.d.ts')).length < 100);
  });

  it('passes publint and are-the-types-wrong', () => {
    const publint = tool(['publint', 'src', 'cli.js'], ['run', tarball, '--strict']);
    assert.equal(publint.status, 0, publint.stdout + publint.stderr);
    const attw = tool(
      ['@arethetypeswrong', 'cli', 'dist', 'index.js'],
      [tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-color'],
    );
    assert.equal(attw.status, 0, attw.stdout + attw.stderr);
  });
});
