// Writes what the real helms print for each case: node test/conformance/helm/update.mjs [case…]
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { oracle } from '../../../tools/oracle.mjs';
import { CASES, caseNames, commandLine, goldenFile, parseCase } from './case.mjs';

const helm = oracle('helm');
const helm3 = oracle('helm3');
const wanted = new Set(process.argv.slice(2));

const names = caseNames()
  .filter((each) => wanted.size === 0 || wanted.has(each))
  .values();
const worker = async () => {
  for (const name of names) await update(name);
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));

async function update(name) {
  const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  const answer = await render(helm, options, files);
  writeFileSync(goldenFile(name, '4'), answer);
  const answer3 = await render(helm3, options, files);
  if (answer3 === answer) rmSync(goldenFile(name, '3'), { force: true });
  else writeFileSync(goldenFile(name, '3'), answer3);
}

async function render(helm, options, files) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-helm-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const asked = promisify(execFile)(helm, commandLine(options), {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    // Helm may read standard input (`-f -`): of nobody.
    asked.child.stdin.end();
    const { stdout } = await asked;
    // Before it `--dependency-update` tells what it does.
    return stdout.slice(stdout.indexOf('---\n'));
  } catch (error) {
    // It did not start, or was killed.
    if (typeof error.code !== 'number') throw error;
    // Behind what it logs.
    return error.stderr.replaceAll(folder, '.').replace(/^[^]*?^(?=Error: )/m, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
