/**
 * Makes random charts, asks Helm and our engine, and prints each that differs as a case of the conformance suite:
 * `npm run conformance -- fuzz [first seed] [count]`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandLine } from '../../test/conformance/helm/case.mjs';
import { commandAnswer } from '../../test/conformance/helm/command.ts';
import { makeCase, type FuzzCase } from './fuzz/chart.ts';

/** Helm's process grows slower with each command that it has run. */
const BATCH = 200;

interface Answer {
  readonly stdout: string;
  readonly error?: string;
}

const [first = '1', count = '1000'] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-fuzz-'));
try {
  const program = join(scratch, 'helm-4');
  build(program);
  const tally = new Map<string, number>();
  for (let done = 0; done < Number(count); done += BATCH) {
    const size = Math.min(BATCH, Number(count) - done);
    compareBatch(
      program,
      Array.from({ length: size }, (_, index) => Number(first) + done + index),
      tally,
    );
  }
  console.log([...tally].map(([kind, number]) => `${number} ${kind}`).join(', '));
  process.exitCode = tally.has('differ') ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true });
}

function compareBatch(program: string, seeds: readonly number[], tally: Map<string, number>): void {
  const cases = seeds.map((seed) => ({ seed, folder: join(scratch, String(seed)), ...makeCase(seed) }));
  for (const { folder, files } of cases) writeFiles(folder, files);
  const answers = askHelm(program, cases);
  for (const [index, each] of cases.entries()) {
    const answer = answers[index];
    const helm = answer && printed(answer, each.folder);
    const own = ownAnswer(each);
    const kind = kindOf(helm, own);
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
    if (kind === 'differ') console.log(shown(each, helm!, own));
    rmSync(each.folder, { recursive: true });
  }
}

function kindOf(helm: string | undefined, own: string): string {
  if (helm === undefined) return 'crash Helm';
  if (helm !== own) return own.startsWith('Error: template takes more than') ? 'over a budget' : 'differ';
  return helm.startsWith('Error: ') ? 'fail alike' : 'print alike';
}

/** None for a case that ends Helm's process: a value that holds itself overflows Go's stack. */
function askHelm(
  program: string,
  cases: readonly (FuzzCase & { readonly folder: string })[],
): (Answer | undefined)[] {
  const answers: (Answer | undefined)[] = [];
  while (answers.length < cases.length) {
    const requests = cases
      .slice(answers.length)
      .map(({ folder, options }) => JSON.stringify({ dir: folder, args: commandLine(options) }));
    const { stdout } = spawnSync(program, { input: `${requests.join('\n')}\n`, maxBuffer: 1 << 30 });
    const lines = stdout.toString().split('\n').slice(0, -1);
    answers.push(...lines.map((line) => JSON.parse(line) as Answer));
    if (answers.length < cases.length) answers.push(undefined);
  }
  return answers;
}

function build(program: string): void {
  const { status, stderr, error } = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: import.meta.dirname,
  });
  if (status !== 0) throw new Error(`go build: ${error?.message ?? stderr.toString()}`);
}

function writeFiles(folder: string, files: FuzzCase['files']): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function printed({ stdout, error }: Answer, folder: string): string {
  if (error !== undefined) return `Error: ${error}\n`.replaceAll(folder, '.');
  return stdout.slice(stdout.indexOf('---\n'));
}

function ownAnswer({ options, files }: FuzzCase): string {
  try {
    const answer = commandAnswer(options, files, '4');
    return answer.startsWith('Error: ') ? answer : answer.slice(answer.indexOf('---\n'));
  } catch (error) {
    return `crash: ${(error as Error).stack}`;
  }
}

function shown(
  { seed, options, files }: FuzzCase & { readonly seed: number },
  helm: string,
  own: string,
): string {
  const [theirs, ours] = [helm.split('\n'), own.split('\n')];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const texts = Object.entries(files).map(([path, text]) => `-- ${path} --\n${text}`);
  return [
    `==== seed ${seed}`,
    `Helm ${theirs.slice(Math.max(0, at), at + 4).join('\n     ')}`,
    `ours ${ours.slice(Math.max(0, at), at + 4).join('\n     ')}`,
    '----',
    `${Object.keys(options).length === 0 ? '' : `${JSON.stringify(options)}\n`}${texts.join('')}`,
  ].join('\n');
}
