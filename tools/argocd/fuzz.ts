/**
 * Compares made-up ApplicationSets with the program beside this file: `node --import tsx tools/argocd/fuzz.ts PROGRAM
 * [COUNT] [SEED]`, where PROGRAM is what `go build` makes of it. What differs is printed as a case; put it in a table.
 */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import type { JsonObject } from '../../src/types.ts';
import { type Case, readCases } from '../../test/conformance/applicationsets/cases.ts';
import { type Answer, comparable, expansionOf } from '../../test/conformance/applicationsets/compare.ts';

const [program = '', count = '2000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);

const known = readCases();
const files = known.find(({ files: tree }) => Object.hasOwn(tree, 'clusters/eu/config.json'))!.files;
const folders = known.find(({ files: tree }) => Object.hasOwn(tree, 'apps/cart/x'))!.files;
const inventories = [
  [],
  ...new Map(known.map(({ clusters }) => [JSON.stringify(clusters), clusters])).values(),
];

const key = fc.constantFrom('name', 'a', 'b', 'env', 'values', 'path', 'metadata', 'server', 'x.y', 'n-m');
const word = fc.constantFrom(
  '',
  'a',
  'b',
  'cart',
  'eu',
  'prod',
  'eu-prod',
  'A_b.C',
  '1',
  'true',
  'üñ',
  '<&>',
  'a"b',
  ' x ',
);
const scalar = fc.oneof(
  { arbitrary: word, weight: 4 },
  fc.constantFrom(0, 1, -5, 0.5, 12345678901, 1e21, 1e-7, true, false, null),
);
const { value } = fc.letrec<{ value: unknown; deep: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthIdentifier: 'value' }, scalar, tie('deep')),
  deep: fc.oneof(fc.dictionary(key, tie('value'), { maxKeys: 3 }), fc.array(tie('value'), { maxLength: 3 })),
}));

const goAction = fc.constantFrom(
  '{{ .name }}',
  '{{ .a }}',
  '{{.b}}',
  '{{ .env }}',
  '{{ .a.b }}',
  '{{ .values.a }}',
  '{{ .path.path }}',
  '{{ .path.basename }}',
  '{{ index .path.segments 0 }}',
  '{{ .metadata.labels.env }}',
  '{{ .server }}',
  '{{ .name | upper | quote }}',
  '{{ toJson . }}',
  '{{ default "d" .b }}',
  '{{ if .a }}yes{{ else }}no{{ end }}',
  '{{ range $k, $v := . }}{{ $k }};{{ end }}',
  '{{ .name | normalize }}',
  '{{ slugify 8 true .name }}',
  '{{ . }}',
  '{{ printf "%v %T" .a .a }}',
  '{{ .a | toYaml }}',
  '{{ .a | default list | toJson }}',
  '{{ nofunction }}',
  '{{ .name',
  '{{ len .path.segments }}',
  '{{- .name -}}',
  '{{ .values }}',
  '{{ (index .clusters 0).name }}',
);
const oldAction = fc.constantFrom(
  '{{name}}',
  '{{ a }}',
  '{{b}}',
  '{{env}}',
  '{{a.b}}',
  '{{values.a}}',
  '{{path}}',
  '{{path.basename}}',
  '{{path[0]}}',
  '{{path[1]}}',
  '{{metadata.labels.env}}',
  '{{server}}',
  '{{nothing}}',
  '{{}}',
  '{{ name',
  'name }}',
  '{{{name}}}',
  '{{a.0}}',
  '{{values}}',
  '{{values.b}}',
);
function templated(go: boolean): fc.Arbitrary<string> {
  const part = fc.oneof({ arbitrary: word, weight: 1 }, { arbitrary: go ? goAction : oldAction, weight: 2 });
  return fc.array(part, { maxLength: 3 }).map((parts) => parts.join('-'));
}

const expression = fc.record({
  key: fc.constantFrom('name', 'env', 'a', 'path.basename', 'values.a', 'metadata.labels.env', 'a.b', 'a.0'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(
    word.filter((text) => /^\w*$/.test(text)),
    { minLength: 1, maxLength: 3 },
  ),
});
const selector = fc.record(
  {
    matchLabels: fc.dictionary(fc.constantFrom('env', 'name', 'region'), fc.constantFrom('prod', 'eu', 'a'), {
      maxKeys: 2,
    }),
    matchExpressions: fc.array(
      expression.map((one) =>
        one.operator.endsWith('Exists') || one.operator === 'DoesNotExist'
          ? { key: one.key, operator: one.operator }
          : one,
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const glob = fc.oneof(
  fc.constantFrom(
    'apps/*',
    '*',
    '**',
    'clusters/*/config.*',
    'clusters/eu/config.json',
    'clusters/many.yaml',
    'clusters/us',
    'docs/*.yaml',
    'environments/*/*',
    'config.yaml',
  ),
  fc
    .array(
      fc.constantFrom(
        'a',
        'apps',
        '/',
        '*',
        '?',
        'clusters',
        'c',
        '[a-e]',
        '[!a]',
        '\\',
        'config',
        '.',
        'yaml',
        'json',
        '**',
        'eu',
        '.hidden',
        '[',
        ']',
        ':',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

function generator(go: boolean, depth: number, inside: boolean): fc.Arbitrary<JsonObject> {
  const text = inside ? templated(go) : word;
  const values = fc.option(fc.dictionary(fc.constantFrom('a', 'b'), templated(go), { maxKeys: 2 }), {
    nil: undefined,
  });
  const element = go
    ? fc.dictionary(key, inside ? fc.oneof(value, text) : value, { maxKeys: 4 })
    : fc.dictionary(
        key.filter((name) => name !== 'values'),
        text,
        { maxKeys: 4 },
      );
  const prefix = fc.option(fc.constantFrom('repo', 'name'), { nil: undefined });
  const repo = { repoURL: fc.constant('https://git.example.com/fleet.git'), pathParamPrefix: prefix, values };
  const path = inside ? fc.oneof(glob, text) : glob;
  const paths = fc.array(fc.record({ path, exclude: fc.boolean() }), { minLength: 1, maxLength: 3 });
  const chances: fc.Arbitrary<JsonObject>[] = [
    fc.array(element, { maxLength: 3 }).map((elements) => ({ list: { elements } }) as JsonObject),
    fc.record({ ...repo, directories: paths }).map((git) => ({ git }) as unknown as JsonObject),
    fc.record({ ...repo, files: paths }).map((git) => ({ git }) as unknown as JsonObject),
    fc
      .record({ selector: fc.option(selector, { nil: undefined }), values, flatList: fc.constant(false) })
      .map((clusters) => ({ clusters }) as unknown as JsonObject),
  ];
  if (depth > 0) {
    const child = generator(go, depth - 1, true);
    chances.push(
      fc
        .array(child, { minLength: 2, maxLength: 2 })
        .map((generators) => ({ matrix: { generators } }) as JsonObject),
      fc
        .record({
          generators: fc.array(child, { minLength: 2, maxLength: 3 }),
          mergeKeys: fc.array(fc.constantFrom('name', 'a', 'server', 'path', 'values.a'), {
            minLength: 1,
            maxLength: 2,
          }),
        })
        .map((merge) => ({ merge }) as unknown as JsonObject),
    );
  }
  return fc
    .tuple(fc.oneof(...chances), fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, selector))
    .map(([one, chosen]) =>
      chosen === undefined ? one : ({ ...one, selector: chosen } as unknown as JsonObject),
    );
}

function applicationSet(go: boolean): fc.Arbitrary<JsonObject> {
  const text = templated(go);
  const everything = known.find(({ name }) => name === (go ? 'list: go nothing' : 'list: old nothing'))!;
  const own = fc.record({
    metadata: fc.record({
      name: text,
      labels: fc.dictionary(text, text, { maxKeys: 1 }),
      annotations: fc.dictionary(word, text, { maxKeys: 2 }),
    }),
    spec: fc.record({
      project: fc.constant('default'),
      destination: fc.record({ server: text, namespace: text }),
      source: fc.record({
        repoURL: text,
        path: text,
        helm: fc.record({
          values: text,
          valuesObject: fc.dictionary(text, fc.oneof(value, text), { maxKeys: 2 }),
        }),
      }),
    }),
  });
  const shared = fc.constant((everything.applicationSet.spec as JsonObject).template as JsonObject);
  return fc
    .record({
      goTemplate: fc.constant(go),
      goTemplateOptions: fc.constantFrom(['missingkey=error'], ['missingkey=zero'], []),
      generators: fc.array(generator(go, 2, false), { minLength: 1, maxLength: 2 }),
      template: fc.oneof(shared, own as unknown as fc.Arbitrary<JsonObject>),
    })
    .map(
      (spec) =>
        ({
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'ApplicationSet',
          metadata: { name: 'set', namespace: 'argocd' },
          spec,
        }) as unknown as JsonObject,
    );
}

const oneCase = fc.record({
  name: fc.constant('fuzz'),
  applicationSet: fc.boolean().chain(applicationSet),
  files: fc.constantFrom(files, folders),
  clusters: fc.constantFrom(...inventories),
  fixtures: fc.constant({}),
}) as fc.Arbitrary<Case>;

const cases = fc
  .sample(oneCase, { numRuns: Number(count), seed: Number(seed) })
  .map((one) => JSON.parse(JSON.stringify(one)) as Case);
const { stdout, status } = spawnSync(program, {
  input: JSON.stringify(cases),
  maxBuffer: 1 << 30,
  stdio: ['pipe', 'pipe', 'inherit'],
});
if (status !== 0) throw new Error(`${program} ended with ${status}`);
const answers = JSON.parse(String(stdout)) as Answer[];
let different = 0;
for (const [index, one] of cases.entries()) {
  const { applications, error } = answers[index]!;
  const ours = expansionOf(one);
  const [left, right] = [comparable(ours.applications), comparable(applications)].map((list) =>
    JSON.stringify(list),
  );
  if (left === right && ours.faults.length > 0 === (error !== undefined)) continue;
  different++;
  console.log(
    JSON.stringify({
      index,
      spec: one.applicationSet.spec,
      clusters: one.clusters.length,
      argo: error,
      ours: ours.faults,
      left,
      right,
    }),
  );
}
const made = answers.filter(({ applications }) => applications.length > 0).length;
console.log(
  `seed ${seed}: ${different} of ${cases.length} differ; ${made} make Applications, ${answers.filter(({ error }) => error !== undefined).length} fail`,
);
