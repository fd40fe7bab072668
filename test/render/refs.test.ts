/** What the `ref`s of an Application's sources make wrong. */
import { describe, expect, it } from 'vitest';
import { check } from '../scratch-fleet.ts';
import { createRenderer } from '../../src/render/index.ts';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import type { Application, JsonObject, KubernetesObject, Trees } from '../../src/types.ts';

const FILES = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/templates/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  'v.yaml': 'a: b\n',
};
const APP = 'https://git.example.com/app.git';

function said(sources: readonly JsonObject[]): {
  readonly failure: string | undefined;
  readonly said: string[];
} {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web' },
    spec: { project: 'default', destination: { server: 'https://x', namespace: 'web' }, sources },
  } as unknown as KubernetesObject;
  const checked = memoryTree({ 'app.json': JSON.stringify(object, null, 1) });
  const tree = memoryTree(FILES, '../app/');
  const trees: Trees = {
    checked,
    resolve: (url) =>
      url.toLowerCase().startsWith('https://git.example.com/app') ? { tree } : { reason: 'is not known' },
  };
  const origin = { file: { tree: checked, path: 'app.json' }, document: 0, path: [] };
  const application: Application = { name: 'web', namespace: 'argocd', object, origin, production: false };
  const { failure, problems } = createRenderer(trees, configFrom({})).render(application);
  return { failure, said: problems.map(({ severity = 'error', message }) => `${severity}: ${message}`) };
}

function chart(targetRevision: string, ...valueFiles: string[]): JsonObject {
  return { repoURL: APP, path: 'chart', targetRevision, helm: { valueFiles } };
}

describe('a ref', () => {
  it('that nothing uses is looked up all the same', () => {
    const sources = [chart('main'), { repoURL: 'https://git.example.com/gone.git', ref: 'values' }];
    expect(said(sources)).toEqual({
      failure: undefined,
      said: [
        'warning: repoURL https://git.example.com/gone.git is not known: no value file uses its ref values, but Argo CD looks the repository up all the same; `plimsoll vendor` fetches it',
      ],
    });
    expect(said([chart('main'), { repoURL: APP, ref: 'values' }]).said).toEqual([]);
  });

  it.each([
    ['main', 'dev', 1],
    ['main', 'main', 0],
    ['main', 'HEAD', 0],
    ['', 'dev', 0],
  ])('of the source’s own repository: %s and %s', (one, other, count) => {
    const { failure, said: warnings } = said([
      chart(one, '$values/v.yaml'),
      { repoURL: 'https://git.example.com/App', ref: 'values', targetRevision: other },
    ]);
    expect(failure).toBeUndefined();
    expect(warnings).toHaveLength(count);
  });

  it('of a chart is refused', () => {
    const sources = [
      chart('main', '$values/v.yaml'),
      { repoURL: APP, chart: 'x', targetRevision: '1', ref: 'values' },
    ];
    expect(said(sources).failure).toContain('values is a chart');
  });
});

describe('an override beside a source', () => {
  it('that says what there is not is told, and the rest of it counts', async () => {
    const { diagnostics, coverage } = await check({
      ...FILES,
      'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec: {project: default, source: {repoURL: ., path: chart}, destination: {server: https://x, namespace: a}}
`,
      'chart/.argocd-source.yaml': 'helm:\n  relaseName: x\n',
    });
    expect(
      diagnostics.map(({ severity, location, message }) => [
        severity,
        location.file,
        location.range.start.line,
        message,
      ]),
    ).toEqual([
      [
        'warning',
        'chart/.argocd-source.yaml',
        2,
        'there is no field helm.relaseName: it is dropped; did you mean releaseName?',
      ],
    ]);
    expect(coverage.applications).toEqual({ found: 1, rendered: 1 });
  });
});
