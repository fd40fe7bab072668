// Run by `node --test`: the real pre-commit installs the hook from this repository's HEAD and guards a repository.
// The variable PRE_COMMIT names its command; without it there is nothing to test with.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const preCommit = process.env.PRE_COMMIT;
const leaf = 'platform-gitops/environments/prod/aws/eu-west-1-01/storefront/values.yaml';

describe('the pre-commit hook', { skip: preCommit ? false : 'PRE_COMMIT is not set' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-pre-commit-'));
  const repository = join(folder, 'repository');
  const author = Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Test'],
      [`GIT_${role}_EMAIL`, 'test@example.com'],
    ]),
  );
  const env = {
    ...process.env,
    ...author,
    PRE_COMMIT_HOME: join(folder, 'home'),
    NO_COLOR: '1',
    PRE_COMMIT_COLOR: 'never',
  };

  function run(command, args, cwd = repository) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  }

  function succeed(command, ...args) {
    const { status, output } = run(command, args);
    assert.equal(status, 0, `${command} ${args.join(' ')}\n${output}`);
  }

  function commit(message) {
    succeed('git', 'add', '--all');
    return run('git', ['commit', '--quiet', '--message', message]);
  }

  before(() => {
    mkdirSync(repository);
    assert.equal(run('git', ['clone', '--quiet', root, join(folder, 'plimsoll')], folder).status, 0);
    const revision = run('git', ['rev-parse', 'HEAD'], join(folder, 'plimsoll')).output.trim();
    for (const name of ['apps', 'platform-gitops']) {
      cpSync(join(root, 'sample-repos', name), join(repository, name), { recursive: true });
    }
    const hook = `repos:
  - repo: ${join(folder, 'plimsoll')}
    rev: ${revision}
    hooks:
      - id: plimsoll
        args: [platform-gitops]
`;
    writeFileSync(join(repository, '.pre-commit-config.yaml'), hook);
    succeed('git', 'init', '--quiet');
    succeed(preCommit, 'install', '--install-hooks');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lets a clean tree through', () => {
    const { status, output } = commit('Begin');
    assert.equal(status, 0, output);
  });

  it('refuses a commit that plants a fault, and names the line', () => {
    const values = readFileSync(join(repository, leaf), 'utf8');
    writeFileSync(join(repository, leaf), values.replace(/digest: .*/, 'tag: "2026.11.2"'));
    const line = values.split('\n').findIndex((text) => text.includes('digest:')) + 1;
    const { status, output } = commit('Release by tag');
    assert.equal(status, 1, output);
    assert.match(output, /image-not-pinned/);
    assert.match(output, new RegExp(`storefront/values\\.yaml\\b.*\\D${line}\\b`, 's'));
    assert.equal(run('git', ['rev-list', '--count', 'HEAD']).output.trim(), '1');
    writeFileSync(join(repository, leaf), values);
  });

  it('looks when files are only deleted', () => {
    succeed('git', 'rm', '--quiet', 'apps/storefront/deploy/chart/Chart.yaml');
    const { status, output } = commit('Delete a chart');
    assert.equal(status, 1, output);
  });
});
