import { describe, expect, it } from 'vitest';
import { typeFaults } from '../../src/argocd/type-faults.ts';
import type { JsonObject } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';

function said(text: string, type = 'Application'): string[] {
  const value = parseYaml(text).documents[0]!.value as JsonObject;
  return typeFaults(value, type).map(({ kind, message }) => `${kind}: ${message}`);
}

const whole = 'metadata: {name: a}\nspec:\n  project: p\n  destination: {name: x}\n';

function hydrator(path: string): string {
  return `${whole}  sourceHydrator:
    drySource: {repoURL: r, targetRevision: HEAD, path: p}
    syncSource: {targetBranch: b, path: "${path}"}`;
}

describe('the types of Argo CD’s objects', () => {
  it.each([
    [
      '  source: {repoURL: r, targetRevision: 1.5}',
      'type: spec.source.targetRevision must be text, not the number 1.5; put it in quotes',
    ],
    [
      '  syncPolicy: {automated: {prune: "true"}}',
      'type: spec.syncPolicy.automated.prune must be true or false, not the text "true"; take the quotes away',
    ],
    [
      '  syncPolicy: {retry: {limit: "5"}}',
      'type: spec.syncPolicy.retry.limit must be a whole number, not the text "5"; take the quotes away',
    ],
    [
      '  syncPolicy: {retry: {limit: many}}',
      'type: spec.syncPolicy.retry.limit must be a whole number, not the text "many"',
    ],
    ['  sources: {repoURL: r}', 'type: spec.sources must be a list, not a map'],
    [
      '  sources: [{repoURL: r, helm: {valueFiles: [1]}}]',
      'type: spec.sources[0].helm.valueFiles[0] must be text, not the number 1; put it in quotes',
    ],
    [
      '  source: {repoURL: r, helm: {valuesObject: a}}',
      'type: spec.source.helm.valuesObject must be a map, not the text "a"',
    ],
    ['  source: {path: p}', 'required: spec.source.repoURL is required: the API server refuses this'],
    ['  source: {repoURL: null}', 'required: spec.source.repoURL is required: the API server refuses this'],
    [
      '  source: {repoURL: r, pathh: p}',
      'unknown: there is no field spec.source.pathh: it is dropped; did you mean path?',
    ],
    ['  __proto__: {a: 1}', 'unknown: there is no field spec.__proto__: it is dropped'],
    ['  constructor: {a: 1}', 'unknown: there is no field spec.constructor: it is dropped'],
  ])('%s: %s', (line, message) => {
    expect(said(whole + line)).toEqual([message]);
  });

  it('are those of metadata too', () => {
    expect(
      said('metadata: {name: a, labels: {app.example.com/on: true}}\nspec: {project: p, destination: {}}'),
    ).toEqual([
      'type: metadata.labels["app.example.com/on"] must be text, not the value true; put it in quotes',
    ]);
  });

  it('let nulls and any JSON pass where they may stand', () => {
    const source = 'source: {repoURL: r, helm: {valuesObject: {a: [1, {b: true}]}}}';
    expect(said(`${whole}  ${source}\n  syncPolicy: null\nstatus: {x: 1}\noperation: null`)).toEqual([]);
  });

  it('say which values the definitions of an ApplicationSet and an AppProject allow', () => {
    const template = 'template: {metadata: {}, spec: {project: p, destination: {}}}';
    const set = `metadata: {name: s}\nspec:\n  generators: []\n  ${template}\n  syncPolicy: {applicationsSync: never}`;
    expect(said(set, 'ApplicationSet')).toEqual([
      'value: spec.syncPolicy.applicationsSync must be one of create-only, create-update, create-delete, sync, not "never"',
    ]);
    const project = `metadata: {name: p}\nspec: {description: ${'x'.repeat(256)}, roles: [{policies: []}]}`;
    expect(said(project, 'AppProject')).toEqual([
      'value: spec.description must not be longer than 255 characters',
      'required: spec.roles[0].name is required: the API server refuses this',
    ]);
  });

  it('ask a source hydrator for a folder of its own', () => {
    expect(said(hydrator('envs/prod'))).toEqual([]);
    expect(said(hydrator('.'))).toEqual([
      'value: spec.sourceHydrator.syncSource.path must match ^.{2,}|[^./]$, which "." does not',
    ]);
    expect(said(hydrator(''))).toEqual(['value: spec.sourceHydrator.syncSource.path must not be empty']);
  });
});
