// Writes what the real helms print for each case: HELM=/path/to/helm HELM3=/path/to/helm-3 node test/conformance/helm/update.mjs [case…]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CASES, caseNames, commandLine, goldenFile, parseCase } from './case.mjs';

const helm = process.env['HELM'] ?? 'helm';
const helm3 = process.env['HELM3'] ?? 'helm3';
const wanted = new Set(process.argv.slice(2));

for (const name of caseNames().filter((each) => wanted.size === 0 || wanted.has(each))) {
  const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  const answer = render(helm, options, files);
  writeFileSync(goldenFile(name, '4'), answer);
  const answer3 = render(helm3, options, files);
  if (answer3 === answer) rmSync(goldenFile(name, '3'), { force: true });
  else writeFileSync(goldenFile(name, '3'), answer3);
}

function render(helm, options, files) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-helm-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const output = execFileSync(helm, commandLine(options), {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Before it `--dependency-update` tells what it does.
    return output.slice(output.indexOf('---\n'));
  } catch (error) {
    // Behind what it logs.
    return error.stderr.replaceAll(folder, '.').replace(/^[^]*?^(?=Error: )/m, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
