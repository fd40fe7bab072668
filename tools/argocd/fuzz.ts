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

/** Generators that ask somebody: `fixtures` has the answers. */
function asking(values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject>[] {
  const filter = fc.record(
    {
      repositoryMatch: fc.constantFrom('^c', 'cart', '.*', '['),
      branchMatch: fc.constantFrom('main', '^m', 'x'),
      labelMatch: fc.constantFrom('go', '^p'),
      pathsExist: fc.constantFrom(['deploy'], ['deploy/Chart.yaml'], ['nothing']),
      pathsDoNotExist: fc.constantFrom(['deploy'], ['nothing']),
    },
    { requiredKeys: [] },
  );
  const prFilter = fc.record(
    {
      branchMatch: fc.constantFrom('^try', 'x', '['),
      targetBranchMatch: fc.constantFrom('main', 'x'),
      titleMatch: fc.constantFrom('T', '^fix'),
    },
    { requiredKeys: [] },
  );
  const filters = fc.option(fc.array(filter, { maxLength: 2 }), { nil: undefined });
  const prFilters = fc.option(fc.array(prFilter, { maxLength: 2 }), { nil: undefined });
  const shapes = [
    fc
      .record({ filters, values })
      .map((own) => ({ scmProvider: { github: { organization: 'shop' }, ...own } })),
    fc
      .record({ filters: prFilters, values })
      .map((own) => ({ pullRequest: { github: { owner: 'shop', repo: 'cart' }, ...own } })),
    fc.record({ values, name: fc.constantFrom(undefined, 'quick') }).map((own) => ({
      clusterDecisionResource: {
        configMapRef: 'placement',
        ...own,
        ...(own.name === undefined && { labelSelector: { matchLabels: { tier: 'gold' } } }),
      },
    })),
    fc
      .record({ values })
      .map((own) => ({ plugin: { configMapRef: { name: 'tenants' }, input: { parameters: {} }, ...own } })),
  ];
  return shapes as unknown as fc.Arbitrary<JsonObject>[];
}

const fixtures = {
  scmProvider: {
    shop: [
      {
        repository: 'cart',
        url: 'https://git.example.com/shop/cart.git',
        branch: 'main',
        sha: '0123456789abcdef',
        labels: ['go', 'paid'],
        paths: ['deploy/Chart.yaml'],
      },
      { repository: 'Search_UI', url: 'u', branch: 'feature/A_b', sha: 'ff', labels: [], paths: [] },
    ],
  },
  pullRequest: {
    'shop/cart': [
      {
        number: 7,
        title: 'Try it',
        branch: 'try/it',
        targetBranch: 'main',
        headSha: '0123456789abcdef',
        labels: ['preview'],
        author: 'ann',
      },
      {
        number: 12,
        title: 'fix: Ü',
        branch: 'X_y.z',
        targetBranch: 'release/1',
        headSha: 'abc',
        labels: [],
        author: '',
      },
    ],
  },
  clusterDecisionResource: {
    placement: {
      matchKey: 'clusterName',
      resources: [
        {
          name: 'quick',
          labels: { tier: 'gold' },
          decisions: [{ clusterName: 'eu-prod', reason: 'x' }, { clusterName: 'nowhere' }],
        },
      ],
    },
  },
  plugin: {
    tenants: [
      { name: 'a', size: 3, list: ['x'] },
      { name: 'b', deep: { er: true } },
    ],
  },
};

/** What is laid over each Application: text, structure, and what no patch may be. */
function templatePatch(go: boolean): fc.Arbitrary<string | undefined> {
  const text = templated(go);
  const scalarOf = fc.oneof(text, fc.constantFrom(null, 1, true));
  const list = fc.array(text, { maxLength: 3 });
  const directive = fc.constantFrom(
    {},
    {},
    {},
    { $patch: 'replace' },
    { $patch: 'delete' },
    { $retainKeys: ['path', 'repoURL', 'helm'] },
  );
  const source = fc.record(
    {
      path: text,
      targetRevision: scalarOf,
      helm: fc.record(
        {
          valueFiles: list,
          values: text,
          '$setElementOrder/valueFiles': fc.constantFrom(['a', 'b'], ['b']),
          '$deleteFromPrimitiveList/syncOptions': fc.constantFrom(['a'], []),
          valuesObject: fc.oneof(fc.dictionary(key, value, { maxKeys: 2 }), fc.constant(null)),
          parameters: fc.array(fc.record({ name: text, value: scalarOf }, { requiredKeys: ['name'] }), {
            maxLength: 2,
          }),
        },
        { requiredKeys: [] },
      ),
      directory: fc.record(
        { recurse: fc.boolean(), jsonnet: fc.constantFrom({}, { libs: ['a'] }) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const whole = fc.record(
    {
      metadata: fc.record(
        {
          labels: fc.oneof(fc.dictionary(word, scalarOf, { maxKeys: 2 }), fc.constant(null)),
          annotations: fc
            .tuple(fc.dictionary(word, text, { maxKeys: 2 }), fc.constantFrom({}, { $patch: 'replace' }))
            .map(([map, other]) => ({ ...map, ...other })),
          finalizers: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
          '$setElementOrder/finalizers': fc.constantFrom(['b', 'a'], ['c', 'a', 'b']),
          name: text,
        },
        { requiredKeys: [] },
      ),
      spec: fc.record(
        {
          project: text,
          destination: fc
            .tuple(fc.record({ namespace: scalarOf, name: text }, { requiredKeys: [] }), directive)
            .map(([map, other]) => ({ ...map, ...other })),
          source: fc.tuple(source, directive).map(([map, other]) => ({ ...map, ...other })),
          syncPolicy: fc.record(
            {
              automated: fc.constantFrom({}, null, { prune: true }, { prune: 'true' }),
              syncOptions: list,
              retry: fc.record({ limit: scalarOf }),
            },
            { requiredKeys: [] },
          ),
          info: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
          unknown: text,
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const written = fc.oneof(
    { arbitrary: whole.map((patch) => JSON.stringify(patch)), weight: 6 },
    // Not in braces at the top: read as YAML.
    {
      arbitrary: whole.map((patch) =>
        Object.entries(patch)
          .map(([name, own]) => `${name}: ${JSON.stringify(own)}\n`)
          .join(''),
      ),
      weight: 6,
    },
    { arbitrary: text, weight: 1 },
  );
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 1 }, { arbitrary: written, weight: 1 });
}

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
      .record({ selector: fc.option(selector, { nil: undefined }), values })
      .map((clusters) => ({ clusters }) as unknown as JsonObject),
    fc
      .record({
        elements: fc.array(element, { maxLength: 1 }),
        elementsYaml: fc.oneof(
          fc.array(element, { maxLength: 2 }).map((elements) => JSON.stringify(elements)),
          inside
            ? text
            : fc.constantFrom('', '- {name: a}', '- name: b\n  values: {a: 1}\n- null', 'x', '[1]', '{}'),
          fc.constant('{{ .list | toJson }}'),
        ),
      })
      .map((list) => ({ list }) as unknown as JsonObject),
    ...asking(values),
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
    .tuple(
      fc.oneof(...chances),
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, selector),
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, ownTemplate(go)),
    )
    .map(([one, chosen, template]) => {
      const [name] = Object.keys(one);
      const own = template === undefined ? one : { [name!]: { ...(one[name!] as JsonObject), template } };
      return (chosen === undefined ? own : { ...own, selector: chosen }) as unknown as JsonObject;
    });
}

/** A generator's own, of which only some fields are said. */
function ownTemplate(go: boolean): fc.Arbitrary<unknown> {
  const text = templated(go);
  return fc.record({
    metadata: fc.record(
      { labels: fc.dictionary(word, text, { maxKeys: 1 }), name: text },
      { requiredKeys: [] },
    ),
    spec: fc.record(
      {
        project: text,
        destination: fc.record({ namespace: text }, { requiredKeys: [] }),
        source: fc.record(
          { path: text, repoURL: text, helm: fc.record({ values: text }) },
          { requiredKeys: ['repoURL'] },
        ),
        syncPolicy: fc.constantFrom({}, { automated: { prune: false } }, { syncOptions: [] }),
      },
      { requiredKeys: ['project', 'destination'] },
    ),
  });
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
      templatePatch: templatePatch(go),
      syncPolicy: fc.constantFrom(undefined, { preserveResourcesOnDeletion: true }),
      applyNestedSelectors: fc.constantFrom(undefined, true, false),
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
  fixtures: fc.constant(fixtures),
  newGitFileGlobbing: fc.boolean(),
}) as unknown as fc.Arbitrary<Case>;

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
