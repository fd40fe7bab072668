import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../cli/fake-host.ts';
import { cases, files, nameOf } from './cases.mjs';
import type { CommandCase } from './cases.mjs';

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What stands in the folder `out` afterwards. */
  readonly files?: Readonly<Record<string, string>>;
}

const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as Record<
  string,
  Answer
>;

/** What Helm would ask a cluster, the network or another program for, and ours refuses in its own words. */
const REFUSED: ReadonlyMap<string, RegExp> = new Map([
  ['helm template shop web --verify', /^Error: unpacked charts cannot be verified\n$/],
  ['helm template shop web --validate', /^Flag --validate .*\nError: --dry-run=server asks a cluster/],
  ['helm template shop web --dry-run=server', /^Error: --dry-run=server asks a cluster/],
  [
    'helm template shop web --post-renderer x',
    /^Error: invalid argument "x" for "--post-renderer" flag: Plimsoll runs no other programs/,
  ],
  ...[
    'incomplete --dependency-update',
    'web --repo https://charts.invalid',
    'oci://charts.invalid/web',
    'https://charts.invalid/web.tgz',
    'stable/web',
    'web -f https://values.invalid/v.yaml',
    'web --set-file a=https://values.invalid/v.txt',
  ].map(
    (words) => [`helm template shop ${words}`, /^Error: .*only `plimsoll vendor` uses the network/] as const,
  ),
]);

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-helm-command-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

async function ours({ args, env = {}, stdin = '', helm }: CommandCase): Promise<Answer> {
  const version = helm === undefined ? [] : ['--helm-version', helm];
  let left = stdin;
  const read = (): string => [left, (left = '')][0]!;
  const outcome = await call(['helm', 'template', ...version, ...args], { cwd: folder, env, stdin: read });
  const written = filesBelow();
  return {
    code: outcome.code,
    stdout: outcome.stdout.replaceAll(folder, '{cwd}'),
    stderr: outcome.stderr.replaceAll(folder, '{cwd}'),
    ...(Object.keys(written).length > 0 && { files: written }),
  };
}

function filesBelow(): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(
    paths
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const)
      .filter(([path]) => path.startsWith('out/')),
  );
}

describe('what the real helm template says to a command line', () => {
  it('covers every case', () => {
    expect(Object.keys(answers)).toEqual(cases.map(nameOf));
    const refused = cases.filter((each) => each.refused === true).map(nameOf);
    expect(refused.toSorted()).toEqual([...REFUSED.keys()].toSorted());
    expect(refused.filter((name) => answers[name]?.code !== 1)).toEqual([]);
  });

  it.each(cases.filter((each) => !REFUSED.has(nameOf(each))).map((each) => [nameOf(each), each] as const))(
    '%s',
    async (name, given) => expect(await ours(given)).toEqual(answers[name]),
  );

  it.each(cases.filter((each) => REFUSED.has(nameOf(each))).map((each) => [nameOf(each), each] as const))(
    '%s: refused with the reason',
    async (name, given) => {
      const answer = await ours(given);
      expect([answer.code, answer.stdout]).toEqual([1, '']);
      expect(answer.stderr).toMatch(REFUSED.get(name)!);
    },
  );
});
