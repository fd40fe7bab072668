import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call } from './fake-host.ts';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

describe('bad usage ends with 2, says what is wrong and names the nearest', () => {
  it.each([
    ['chek', 'There is no command `chek`. Did you mean `plimsoll check`?'],
    ['exp', 'There is no command `exp`. Did you mean `plimsoll explain`?'],
    ['./tree', 'There is no command `./tree`. To check a folder: `plimsoll check ./tree`.'],
    ['zzz', 'There is no command `zzz`.'],
    ['__proto__', 'There is no command `__proto__`.'],
    ['check --formt=json', 'There is no option `--formt` of `plimsoll check`. Did you mean `--format`?'],
    ['check -x', 'There is no option `-x` of `plimsoll check`.'],
    ['--colour', 'There is no option `--colour`.'],
    [
      'check --format sarfi',
      'There is no format `sarfi`. Did you mean `sarif`? Formats: pretty, json, sarif, github.',
    ],
    ['check --format constructor', 'There is no format `constructor`. Formats:'],
    ['check --format', '`--format` needs a value: `--format FORMAT`.'],
    ['check --format --output x', '`--format` needs a value'],
    ['check --config=', '`--config` needs a value'],
    ['check --config a --config b', '`--config` is given more than once.'],
    ['check --color=always', '`--color` takes no value.'],
    ['check --color --no-color', '`--color` and `--no-color` exclude each other.'],
    ['check nowhere', 'There is no folder `nowhere`.'],
    ['check usage.test.ts', '`usage.test.ts` is not a folder.'],
    ['check usage.test.ts/x', 'There is no folder `usage.test.ts/x`.'],
    ['render nowhere', 'There is no folder `nowhere`.'],
    ['check a b', '`plimsoll check` does not take `b`.'],
    ['explain', '`plimsoll explain` needs RULE.'],
    ['check --fail-on err', '`--fail-on`: there is no severity `err`.'],
    ['check --fail-on warnin', 'Did you mean `warning`?'],
    ['check --rule image-not-pinned', '`--rule image-not-pinned` is not of the form ID=SEVERITY.'],
    [
      'check --rule image-not-pinned=never',
      '`--rule`: there is no severity `never`. Severities: error, warning, info, off.',
    ],
    [
      'check --rule image-not-pined=off',
      '`--rule`: there is no rule `image-not-pined`. Did you mean `image-not-pinned`?',
    ],
    ['check --repo-map https://x', '`--repo-map https://x` is not of the form URL=DIR.'],
    ['check -o a -f json -o b', '`--output a` needs the `--format` that it belongs to before it.'],
    ['check -f json -o a -o b', '`--output b` needs the `--format` that it belongs to before it.'],
    ['check -o a -f json -f sarif', '`--output a` needs'],
    ['check -f json -f sarif', 'More than one format would go to standard output'],
    ['check -f json -o x -f sarif -o x', 'More than one format would go to x.'],
    ['rules --format yaml', 'There is no format `yaml`. Formats: text, json.'],
    ['explain pdb', 'There is no rule `pdb`. Did you mean `pdb-missing`?'],
  ])('%s', async (line, message) => {
    const { code, stdout, stderr } = await call(line.split(' '));
    expect(stderr).toMatch(/^plimsoll: .*\n$/);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('shows an escape sequence of an argument instead of obeying it', async () => {
    expect((await call(['\u001b[2J'])).stderr).toContain('`␛[2J`');
  });
});

describe('help', () => {
  it.each([['--help'], ['help'], ['-h'], ['check --help'], ['check . -h'], ['help check']])(
    '%s',
    async (line) => {
      const { code, stdout, stderr } = await call(line.split(' '));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(
        line.includes('check') ? /^Usage: plimsoll check \[options\] \[path\]/ : /^Usage: plimsoll <command>/,
      );
    },
  );

  it('goes to standard error, and fails, where no command is given', async () => {
    const { code, stdout, stderr } = await call([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Exit codes:');
  });
});

describe('version', () => {
  it.each(['--version', '-V'])('%s', async (option) => {
    const { version } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string };
    expect((await call([option], { packageRoot })).stdout).toBe(`plimsoll ${version}\n`);
  });
});
