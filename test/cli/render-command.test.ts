import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeNames } from '../../src/cli/safe-name.ts';
import type { FleetEntry } from '../../src/index.ts';
import type { RenderAllResult } from '../../src/run.ts';
import { hostileText, range } from '../report/report-samples.ts';
import { call } from './fake-host.ts';

type Rendered = Extract<RenderAllResult, { ok: true }>;

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-render-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function render(line: string, of: Partial<Rendered>): ReturnType<typeof call> {
  const renderAll = async (): Promise<Rendered> => {
    const applications = of.applications ?? [];
    const failed = applications.some(({ failure }) => failure !== undefined);
    return { ok: true, applications: [], diagnostics: [], failed, ...of };
  };
  return call(line.split(' '), { cwd: folder, engine: { renderAll } });
}

const two = [
  { name: 'a', manifests: '---\nkind: A\n' },
  { name: 'b', manifests: 'kind: B' },
  { name: 'empty', manifests: '' },
];

function diagnostic(line: number): Rendered['diagnostics'][number] {
  return {
    ruleId: 'template-failed',
    message: 'broken',
    location: { file: 'v.yaml', range: range(line, 2) },
    application: 'c',
    severity: 'error',
    related: [],
    also: [],
    fingerprint: String(line),
  };
}

function entry(name: string, reason?: string): FleetEntry {
  return {
    name,
    namespace: 'argocd',
    project: 'default',
    cluster: 'in-cluster',
    destination: {},
    production: false,
    sources: [],
    images: [],
    resources: 0,
    rendered: reason === undefined,
    ...(reason !== undefined && { reason }),
    origin: { file: 'a.yaml', line: 1 },
  };
}

it('list names the reasons for which Applications were not rendered, of which no error tells', async () => {
  const why = 'Kustomize is not supported yet';
  const applications = [entry('a', why), entry('b'), entry('c', 'broken'), entry('d', why), entry('e', 'no')];
  const listed = await call(['list'], {
    cwd: folder,
    engine: { list: async () => ({ ok: true, applications, diagnostics: [diagnostic(1)], failed: true }) },
  });
  expect(listed.stderr).toBe(
    `plimsoll: v.yaml:1:2: broken
plimsoll: Application a and 1 more were not rendered: ${why}
plimsoll: Application e was not rendered: no
`,
  );
});

it('list says even what is only worth a warning where it has nothing to list', async () => {
  const warning = { ...diagnostic(1), severity: 'warning' as const };
  const listed = async (applications: FleetEntry[]): Promise<string> => {
    const answer = { ok: true as const, applications, diagnostics: [warning], failed: false };
    return (await call(['list'], { cwd: folder, engine: { list: async () => answer } })).stderr;
  };
  expect(await listed([])).toMatch(
    /^plimsoll: no Application was found here.*\nplimsoll: v\.yaml:1:2: broken\n$/,
  );
  expect(await listed([entry('a')])).toBe('');
});

describe('render', () => {
  it('prints a stream of documents, each begun by ---', async () => {
    const { code, stdout, asked } = await render('render . --application a', { applications: two });
    expect(code).toBe(0);
    expect(stdout).toBe('---\nkind: A\n---\nkind: B\n');
    expect(asked).toMatchObject({ folder, application: 'a' });
  });

  it('is bad usage where there is no such Application', async () => {
    const { code, stderr } = await render('render --application x', {});
    expect(code).toBe(2);
    expect(stderr).toContain('There is no Application `x` in this tree.');
  });

  it('fails, and says so on standard error, where something was not rendered', async () => {
    const applications = [...two, { name: 'c', manifests: '', failure: 'no\u001b[1m chart' }];
    const { code, stdout, stderr } = await render('render', { applications });
    expect(code).toBe(1);
    expect(stdout).toContain('kind: A');
    expect(stderr).toBe('plimsoll: Application c was not rendered: no␛[1m chart\n');
  });

  it('gives each problem with its place, once, and twenty at most', async () => {
    const applications = [{ name: 'c', manifests: '', failure: 'broken' }];
    expect(
      (await render('render', { applications, diagnostics: [diagnostic(1), diagnostic(1)] })).stderr,
    ).toBe('plimsoll: v.yaml:1:2: broken\n');
    const { application: _, ...elsewhere } = diagnostic(9);
    const one = await render('render --application c', {
      applications,
      diagnostics: [diagnostic(1), elsewhere],
    });
    expect(one.stderr).toBe('plimsoll: v.yaml:1:2: broken\n');
    const diagnostics = Array.from({ length: 25 }, (_, at) => diagnostic(at + 1));
    const { stderr } = await render('render', { applications, diagnostics });
    expect(stderr.split('\n')).toHaveLength(22);
    expect(stderr).toContain('plimsoll: and 5 more; `plimsoll check` tells them all\n');
  });

  it('writes one file for each Application, none for one that failed, none outside the folder', async () => {
    const applications = [
      ...two,
      { name: '../../evil', manifests: 'kind: E' },
      { name: 'c', manifests: 'half', failure: 'x' },
    ];
    const { stdout } = await render('render --output out', { applications });
    expect(stdout).toBe('');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['a.yaml', 'b.yaml', 'empty.yaml', 'evil.yaml']);
    expect(readFileSync(join(folder, 'out/b.yaml'), 'utf8')).toBe('---\nkind: B\n');
    expect(existsSync(join(folder, '../evil.yaml'))).toBe(false);
  });
});

describe('safeNames', () => {
  it('keeps good names and makes good ones of the rest', () => {
    expect(safeNames(['payments-api', 'a/b', '..', 'A', 'a', 'con', 'nul.x', '.hidden', ''])).toEqual([
      'payments-api',
      'a-b',
      'application',
      'A',
      'a-2',
      'application-con',
      'application-nul.x',
      'hidden',
      'application-2',
    ]);
  });

  it('gives no two alike and none that leads anywhere', () => {
    fc.assert(
      fc.property(fc.array(hostileText), (names) => {
        const safe = safeNames(names);
        expect(new Set(safe.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const name of safe) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
      }),
    );
  });
});
