import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import type { Application, Json, KubernetesObject } from '../../src/types.ts';
import { CHART, GITOPS, render, treesOf } from './fixture.ts';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const field = (...values: readonly Json[]): fc.Arbitrary<Json> => fc.oneof(json, fc.constantFrom(...values));

const helm = fc.record(
  {
    valueFiles: field(['values.yaml'], ['$v/a.yaml'], ['*.yaml'], ['[.yaml'], ['']),
    values: field('a: 1', 'a: [', '- 1'),
    valuesObject: field({ image: { tag: null } }, { image: 1 }, { __proto__: 1 }),
    parameters: field([{ name: 'image.tag', value: 'x' }], [{ name: 'a[', value: '{' }], [null]),
    fileParameters: field([{ name: 'a', path: '/x' }], [1]),
    releaseName: json,
    kubeVersion: field('1.30', 'x'),
    apiVersions: json,
    skipCrds: json,
  },
  { requiredKeys: [] },
);
const source = fc.record(
  {
    repoURL: field(GITOPS),
    path: field('chart', '.', '..', 'chart/templates'),
    chart: json,
    ref: json,
    helm: fc.oneof(json, helm),
    directory: json,
    kustomize: json,
  },
  { requiredKeys: [] },
);
const spec = fc.oneof(
  json,
  fc.record({ source: fc.oneof(json, source) }),
  fc.record({ sources: fc.array(source) }),
);

describe('whatever an Application says', () => {
  it('is rendered or has its reason, and never an internal error', () => {
    const trees = treesOf(memoryTree({ ...CHART, 'application.yaml': 'spec: {}' }));
    const renderer = createRenderer(trees, configFrom({}));
    const origin = { file: { tree: trees.checked, path: 'application.yaml' }, document: 0, path: [] };
    fc.assert(
      fc.property(spec, (given) => {
        const object = {
          apiVersion: 'v1',
          kind: 'Application',
          metadata: { name: 'x' },
          spec: given,
        } as unknown as KubernetesObject;
        const application: Application = {
          name: 'x',
          namespace: 'argocd',
          object,
          origin,
          production: false,
        };
        const { failure, problems, manifests } = renderer.render(application);
        expect(problems.map(({ message }) => message).join('\n')).not.toContain('internal error');
        if (failure !== undefined) expect(manifests).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('names that mean something to JavaScript', () => {
  it('are values like any other', () => {
    const application = [
      'metadata: {name: shop}',
      'spec:',
      `  source: {repoURL: "${GITOPS}", path: chart, helm: {valueFiles: [/leaf.yaml]}}`,
    ].join('\n');
    const { manifests, problems } = render({
      ...CHART,
      'application.yaml': application,
      'leaf.yaml':
        '__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\ntoString: text\nimage: {__proto__: {tag: wrong}}\n',
      'chart/templates/config.yaml': `${CHART['chart/templates/config.yaml']}  all: {{ toJson .Values | quote }}\n`,
    });
    expect(problems).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const data = manifests[0]!.object['data'] as Record<string, string>;
    expect(data['tag']).toBe('1');
    expect(data['all']).toBe(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"image":{"__proto__":{"tag":"wrong"},"tag":"1"},"toString":"text"}',
    );
  });
});
