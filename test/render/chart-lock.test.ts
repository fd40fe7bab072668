import { expect, it } from 'vitest';
import { memoryTree } from '../../src/load/index.ts';
import { readChartLock } from '../../src/render/helm/chart-lock.ts';
import { loadChart } from '../../src/render/helm/chart.ts';

type Files = Readonly<Record<string, string>>;

function isStale(files: Files): boolean | undefined {
  return readChartLock(loadChart(memoryTree(files), ''))?.isStale;
}

/** Made by `helm dependency update` 4.2.4. */
const PLAIN: Files = {
  'Chart.yaml': `apiVersion: v2
name: top
version: 1.0.0
dependencies:
  - name: a
    version: ">=1.0.0 <2.0.0"
    repository: file://../a
`,
  'Chart.lock': `dependencies:
- name: a
  repository: file://../a
  version: 1.2.3
digest: sha256:a5beb8710df0af173e88604cf2e9102881769499e6355e3517bda1b97c8ce5be
generated: "2026-11-21T11:35:54.403126864Z"
`,
};
const RICH: Files = {
  'Chart.yaml': `apiVersion: v2
name: top
version: 1.0.0
dependencies:
  - name: a
    version: ^1.2
    repository: "file://../a"
    condition: a.enabled,global.a & <b>
    tags: [front, "back"]
    alias: first
    import-values:
      - data
      - {parent: p, child: c}
      - child: default.x
        parent: y
  - {name: b, version: 1.x, repository: "file://../b", enabled: true}
  - {name: a, version: "*", repository: file://../a, alias: zwei}
`,
  'Chart.lock': `dependencies:
- name: a
  repository: file://../a
  version: 1.2.3
- name: b
  repository: file://../b
  version: 1.2.0
- name: a
  repository: file://../a
  version: 1.2.3
digest: sha256:62a19d17b7caf3ca0091cdc68adab84ae10237631ab315f2ab124c037a1e0689
generated: "2026-11-21T11:36:15.21511277Z"
`,
};
const OLD: Files = {
  'Chart.yaml': `apiVersion: v1
name: top
version: 1.0.0
`,
  'requirements.yaml': `dependencies:
  - {name: c, version: ~1.2.0, repository: file://../c, tags: [x]}
`,
  'requirements.lock': `dependencies:
- name: c
  repository: file://../c
  version: 1.2.0
digest: sha256:48c0499a84cb7bebf47ef73b8d227cb84d9e4126e657054b69bdabdcb1b1f101
generated: "2026-11-21T11:35:54.668015365Z"
`,
};

it.each([PLAIN, RICH, OLD])('a lock that Helm made of these dependencies is in sync', (files) => {
  expect(isStale(files)).toBe(false);
});

it.each([
  ['another range', PLAIN, 'Chart.yaml', '<2.0.0', '<3.0.0'],
  ['another condition', RICH, 'Chart.yaml', 'a.enabled', 'b.enabled'],
  ['another value imported', RICH, 'Chart.yaml', 'child: c', 'child: d'],
  ['not enabled', RICH, 'Chart.yaml', 'enabled: true', 'enabled: false'],
  ['another locked version', PLAIN, 'Chart.lock', 'version: 1.2.3', 'version: 1.2.4'],
  ['no digest', PLAIN, 'Chart.lock', 'digest:', 'other:'],
  ['another tag, in a v1 chart', OLD, 'requirements.yaml', '[x]', '[y]'],
])('one of %s is not', (_, files, name, from, to) => {
  expect(files[name]).toContain(from);
  expect(isStale({ ...files, [name]: files[name]!.replace(from, to) })).toBe(true);
});

it('one made of a name that only a Helm client knows is not judged', () => {
  expect(isStale({ ...PLAIN, 'Chart.yaml': PLAIN['Chart.yaml']!.replace('file://../a', '"@a"') })).toBe(
    false,
  );
});
