import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { nearestInOrigin } from '../../src/trace/index.ts';
import type { FieldPath, Json, JsonObject, Trees } from '../../src/types.ts';

const SET: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 's', namespace: 'argocd' },
  spec: {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [
      {
        git: {
          repoURL: '.',
          directories: [{ path: 'a/*', exclude: false }],
          values: { k: '{{ .path.path }}' },
          pathParamPrefix: '',
        },
        selector: {
          matchLabels: { 'path.basename': 'b' },
          matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['y'] }],
        },
      },
      {
        list: {
          elements: [{ path: { basename: 'c' }, values: { k: 'v' } }],
          template: { metadata: {}, spec: { project: 'q' } },
        },
      },
    ],
    syncPolicy: { preserveResourcesOnDeletion: false },
    templatePatch: 'metadata: {labels: {x: "1"}}',
    template: {
      metadata: { name: '{{ .path.basename }}', labels: { a: 'b' }, finalizers: ['f'] },
      spec: {
        project: 'p',
        destination: { name: 'd', namespace: '{{ .values.k }}' },
        sources: [
          { repoURL: 'https://git.example.com/x', path: 'p', helm: { valueFiles: ['$v/a/b/values.yaml'] } },
          { repoURL: '.', ref: 'v' },
        ],
      },
    },
  },
};
const APPLICATION: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'a', namespace: 'n' },
  spec: {
    ...((SET.spec as JsonObject).template as { spec: JsonObject }).spec,
    source: { repoURL: '.', path: 'a' },
  },
};
const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1.5,
  '',
  'x',
  '{{',
  '{{ .x }}',
  '../..',
  '[',
  [],
  [null],
  {},
  { a: null },
  ['x', {}],
  [[]],
  { items: [] },
];

/** A copy in which the value at the `at`th place, counted in depth, is another one. */
function withOdd(value: Json, at: number, odd: Json): Json {
  let count = 0;
  const copy = (item: Json): Json => {
    if (count++ === at) return odd;
    if (Array.isArray(item)) return (item as readonly Json[]).map(copy);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, below]) => [key, copy(below)]));
  };
  return copy(value);
}

function run(object: Json): string[] {
  const checked = memoryTree({ 'a/b/values.yaml': 'x: 1', 'o.yaml': JSON.stringify(object) });
  const trees: Trees = {
    checked,
    resolve: (url) => (url === '.' ? { tree: checked } : { reason: 'is unknown' }),
  };
  const config = configFrom({ leaves: { pattern: 'a/{service}' } });
  const fleet = expand(discover(trees, config), trees, config);
  for (const { object: made, origin } of fleet.applications)
    for (const path of pathsOf(made)) nearestInOrigin(origin, path);
  return fleet.applications.map(({ name }) => name);
}

/** Of every field, and of one that is not there. */
function pathsOf(value: Json, path: FieldPath = []): FieldPath[] {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'nothing']];
  const below = Object.entries(value).flatMap(([key, item]: [string, Json]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

describe('any value anywhere', () => {
  it('makes no exception', () => {
    expect(run(SET)).toEqual(['b', 'c']);
    for (const object of [SET, APPLICATION]) {
      const places = JSON.stringify(object).length;
      for (
        let at = 0;
        at < places && JSON.stringify(withOdd(object, at, 1)) !== JSON.stringify(object);
        at++
      ) {
        for (const odd of ODD) expect(() => run(withOdd(object, at, odd))).not.toThrow();
      }
    }
  });

  it('makes no exception in two places at once', () => {
    const place = fc.nat(60);
    const odd = fc.constantFrom(...ODD);
    const property = fc.property(place, odd, place, odd, (one, first, two, second) => {
      for (const goTemplate of [true, false]) {
        const set = { ...SET, spec: { ...(SET.spec as JsonObject), goTemplate } };
        run(withOdd(withOdd(set, one, first), two, second));
      }
    });
    fc.assert(property, { numRuns: 500, seed: 3 });
  });
});
