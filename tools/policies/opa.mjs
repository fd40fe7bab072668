/** OPA, the developer's tool. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { oracle } from '../oracle.mjs';

/** Runs OPA in `policies/`, so that no path of this machine gets into what it makes. Returns what it printed. */
export function opa(root, args) {
  const binary = oracle('opa');
  const run = spawnSync(binary, args, {
    cwd: join(root, 'policies'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error) throw new Error(`${binary} did not start: ${run.error.message}`);
  if (run.status !== 0) throw new Error(`opa ${args[0]} failed:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

/** Compiles Rego files (relative to `policies/`) with one entrypoint to Wasm. */
export function compile(root, entrypoint, files) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-generate-'));
  try {
    const bundle = join(folder, 'bundle.tar.gz');
    opa(root, [
      'build',
      '--target=wasm',
      '--prune-unused',
      `--entrypoint=${entrypoint}`,
      `--output=${bundle}`,
      ...files,
    ]);
    return fileInTar(gunzipSync(readFileSync(bundle)), '/policy.wasm');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** POSIX tar: blocks of 512 bytes, a header with the name at 0 and the size in octal at 124 before each file. */
function fileInTar(tar, wanted) {
  for (let at = 0; at + 512 <= tar.length;) {
    const name = field(tar, at, 100);
    const size = Number.parseInt(field(tar, at + 124, 12), 8) || 0;
    if (name === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`opa build made no ${wanted}`);
}

function field(tar, start, length) {
  const end = tar.indexOf(0, start);
  return tar.toString('utf8', start, Math.min(end < 0 ? start + length : end, start + length));
}
