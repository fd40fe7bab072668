// Writes what the real helms say to each command line: node test/conformance/helm-command/update.mjs
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { oracle } from '../../../tools/oracle.mjs';
import { cases, files, nameOf } from './cases.mjs';

const binaries = new Map([
  ['4', oracle('helm')],
  ['3', oracle('helm3')],
]);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-helm-command-')));
const home = mkdtempSync(join(tmpdir(), 'plimsoll-helm-home-'));

try {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const answers = Object.fromEntries(cases.map((each) => [nameOf(each), answer(each)]));
  writeFileSync(join(import.meta.dirname, 'answers.json'), `${JSON.stringify(answers, undefined, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true });
  rmSync(home, { recursive: true });
}

function answer({ args, env = {}, stdin = '', helm = '4', refused = false }) {
  const { status, stdout, stderr } = spawnSync(binaries.get(helm), ['template', ...args], {
    cwd: folder,
    input: stdin,
    encoding: 'utf8',
    env: { HOME: home, ...env },
  });
  if (refused) return { code: status };
  const written = filesBelow(join(folder, 'out'));
  // What `--dependency-update` leaves goes as well.
  for (const left of ['out', 'beside/charts', 'beside/Chart.lock'])
    rmSync(join(folder, left), { recursive: true, force: true });
  return {
    code: status,
    stdout: stdout.replaceAll(folder, '{cwd}'),
    stderr: stderr.replaceAll(folder, '{cwd}'),
    ...(Object.keys(written).length > 0 && { files: written }),
  };
}

function filesBelow(top) {
  if (!existsSync(top)) return {};
  const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = entries.map((each) => join(each.parentPath, each.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}
