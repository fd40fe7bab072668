import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { offences } from './import-rules.ts';
import type { SourceFiles } from './import-rules.ts';

const source = join(import.meta.dirname, '..', '..', 'src');

function readSource(): SourceFiles {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(source, path), 'utf8')]));
}

function one(path: string, text: string): string[] {
  return offences(new Map([[path, text]]));
}

describe('src/', () => {
  it('keeps stages, libraries and doors apart', () => {
    const files = readSource();
    expect(files.size).toBeGreaterThan(10);
    expect(offences(files)).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['render/helm/chart.ts', "import { walk } from '../../discover/walk.ts';", 'discover/walk.ts'],
    ['check/index.ts', "import type { Load } from '../load/index.ts';", 'load/index.ts'],
    ['yaml/parse.ts', "export { render } from '../render/index.ts';", 'render/index.ts'],
    ['summary.ts', "const { format } = await import('./report/index.ts');", 'report/index.ts'],
    ['template/exec.ts', "import { parse } from '../yaml/index.ts';", 'yaml/index.ts'],
    ['sprig/lists.ts', "import { at } from '../trace/index.ts';", 'trace/index.ts'],
    ['report/pretty.ts', "import { run } from '../run.ts';", 'run.ts'],
    ['load/disk.ts', "import { options } from '../cli/options.ts';", 'cli/options.ts'],
  ])('refuses %s: %s', (path, text, target) => {
    expect(one(path, text)).toEqual([expect.stringContaining(`${path} imports ${target}`)]);
  });

  it.each([
    ['report/pretty.ts', 'const width = process.stdout.columns;'],
    ['load/git.ts', "import { env } from 'node:process';"],
    ['check/index.ts', 'globalThis.console.log(1);'],
    ['check/index.ts', "const it = '/*'; console.warn(it); /* */"],
  ])('refuses process and console: %s: %s', (path, text) => {
    expect(one(path, text)).toHaveLength(1);
  });

  it('refuses the network outside of vendor', () => {
    const text = "import { request } from 'node:https';";
    expect(one('load/store.ts', text)).toEqual([expect.stringContaining('only vendor uses the network')]);
    expect(one('cli/vendor-command.ts', "import dns from 'dns/promises';")).toHaveLength(1);
    expect(one('vendor/http.ts', text)).toEqual([]);
  });

  it.each([
    ['run.ts', "import { load } from './load/index.ts';\nimport { check } from './check/index.ts';"],
    ['cli.ts', "import { run } from './run.ts';\nprocess.exitCode = 1;"],
    [
      'render/helm/render.ts',
      "import { parse } from '../../template/index.ts';\nimport type { Leaf } from '../../types.ts';",
    ],
    ['sprig/index.ts', "import type { Value } from '../template/value.ts';"],
    [
      'load/disk.ts',
      "// import { x } from '../check/index.ts'; process.exit()\nconst text = 'in process. Done';",
    ],
  ])('allows %s: %s', (path, text) => {
    expect(one(path, text)).toEqual([]);
  });

  it('refuses a file that outgrew its shape, and lets a generated one grow', () => {
    const text = 'export {};\n'.repeat(401);
    expect(one('check/big.ts', text)).toEqual([expect.stringContaining('401 lines')]);
    expect(one('check/generated/big.ts', text)).toEqual([]);
  });
});
