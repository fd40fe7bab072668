/** What an ApplicationSet may make a field of, and where that leads: the place and what stands there, then each related place. */

export const HERE = 'https://git.example.com/platform';
export const THERE = 'https://git.example.com/fleet';

export interface Case {
  /** Below `spec.generators`. */
  readonly generators: string;
  /** The text of the field that is asked for, `spec.source.targetRevision`; or a template of its own in `template`. */
  readonly text?: string;
  readonly template?: string;
  readonly patch?: string;
  readonly field?: string;
  readonly focus?: string;
  readonly old?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, string>>;
  readonly config?: string;
  /** Of several Applications the one of that name. */
  readonly name?: string;
}

export function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

const LIST =
  'list:\n    elements:\n      - name: a\n        tag: v1\n        image: {tag: v2}\n        values: {tag: v3}';
const CLUSTER = `apiVersion: v1
kind: Secret
metadata:
  name: one
  labels:
    argocd.argoproj.io/secret-type: cluster
    tag: v1
  annotations:
    example.com/tag: v2
stringData:
  name: one
  server: https://one.example.com
`;
const LISTED = `{"clusters":
  [{"name": "two", "server": "https://two.example.com",
    "labels": {
      "tag": "v3"}}]}`;
const ANSWERED = '{"fixtures": {"plugin": {"p": [{"name": "a"}]}}}';

const LIST_OLD = 'list:\n    elements:\n      - name: a\n        tag: v1\n        values: {tag: v3}';
const YAML_LIST = 'list:\n    elementsYaml: |\n      - name: a\n        tag: v1';
const JSON_FILE = '{\n  "name": "a",\n  "image": {"tag": "v1"},\n  "hosts": ["h0",\n    "h1"]\n}\n';
const GIT = (path: string, url = HERE): string => `- git: {repoURL: ${url}, files: [{path: '${path}'}]}`;
const MATRIX = (first: string, second: string): string =>
  `- matrix:\n    generators:\n${[first, second].map((each) => indented(`- ${each.replace('HERE', HERE)}`, 6)).join('\n')}`;
const MERGE =
  '- merge:\n    mergeKeys: [name]\n    generators:\n      - list:\n          elements:\n            - {name: a, tag: v1}\n            - {name: b, tag: v1}\n      - list:\n          elements:\n            - {name: b, tag: v2}';

export const CASES: readonly (readonly [string, Case, readonly string[]])[] = [
  // list
  [
    'an element',
    { generators: `- ${LIST}`, text: '{{ .tag }}' },
    ['set.yaml:10 v1', "set.yaml:15 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'an element, by a pipeline',
    { generators: `- ${LIST}`, text: '{{ .image.tag | toString | quote }}' },
    [
      'set.yaml:11 v2',
      "set.yaml:15 '{{ .image.tag | toString | quote }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'an element, without goTemplate',
    { generators: `- ${LIST_OLD}`, text: '{{ tag }}', old: true },
    ['set.yaml:10 v1', "set.yaml:14 '{{ tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'an element’s values, without goTemplate',
    { generators: `- ${LIST_OLD}`, text: '{{values.tag}}', old: true },
    ['set.yaml:11 v3', "set.yaml:14 '{{values.tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'an element of elementsYaml',
    { generators: `- ${YAML_LIST}`, text: '{{ .tag }}' },
    ['set.yaml:10 v1', "set.yaml:13 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'an element of elementsYaml, without goTemplate',
    { generators: `- ${YAML_LIST}`, text: '{{tag}}', old: true },
    ['set.yaml:10 v1', "set.yaml:13 '{{tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'a parameter among other text',
    { generators: `- ${LIST}`, text: 'release-{{ .tag }}' },
    ["set.yaml:15 'release-{{ .tag }}'", 'set.yaml:10 v1 | {{ .tag }} comes from here'],
  ],
  [
    'several parameters',
    { generators: `- ${LIST}`, text: '{{ .name }}-{{ .image.tag }}' },
    [
      "set.yaml:15 '{{ .name }}-{{ .image.tag }}'",
      'set.yaml:9 a | {{ .name }} comes from here',
      'set.yaml:11 v2 | {{ .image.tag }} comes from here',
    ],
  ],
  [
    'several parameters of one expression',
    { generators: `- ${LIST}`, text: '{{ printf "%s-%s" .name .tag }}' },
    [
      'set.yaml:15 \'{{ printf "%s-%s" .name .tag }}\'',
      'set.yaml:9 a | .name comes from here',
      'set.yaml:10 v1 | .tag comes from here',
    ],
  ],
  [
    'the part that is meant of several',
    { generators: `- ${LIST}`, text: '{{ .name }}-{{ .image.tag }}', focus: 'v2' },
    ['set.yaml:11 v2', "set.yaml:15 '{{ .name }}-{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'the one of two whose text it is',
    { generators: `- ${LIST}`, text: '{{ .tag | default .name }}' },
    ['set.yaml:10 v1', "set.yaml:15 '{{ .tag | default .name }}' | the ApplicationSet reads it here"],
  ],
  [
    'a condition',
    { generators: `- ${LIST}`, text: '{{ if eq .name "a" }}main{{ else }}dev{{ end }}' },
    [
      'set.yaml:15 \'{{ if eq .name "a" }}main{{ else }}dev{{ end }}\'',
      'set.yaml:9 a | {{ if eq .name "a" }} depends on this',
    ],
  ],
  ['a constant', { generators: `- ${LIST}`, text: 'main' }, ["set.yaml:15 'main'"]],
  [
    'a default that stands in for nothing',
    { generators: `- ${LIST}`, text: '{{ .version | default "main" }}' },
    ['set.yaml:15 \'{{ .version | default "main" }}\''],
  ],
  // clusters
  [
    'a cluster’s label',
    {
      generators: `- clusters: {}`,
      text: '{{ .metadata.labels.tag }}',
      files: { 'one.yaml': CLUSTER },
      name: 'one',
    },
    ['one.yaml:7 v1', "set.yaml:10 '{{ .metadata.labels.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a cluster’s label, without goTemplate',
    {
      generators: `- clusters: {}`,
      text: '{{metadata.labels.tag}}',
      files: { 'one.yaml': CLUSTER },
      old: true,
      name: 'one',
    },
    ['one.yaml:7 v1', "set.yaml:10 '{{metadata.labels.tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'a cluster’s annotation',
    {
      generators: `- clusters: {}`,
      text: '{{ index .metadata.annotations "example.com/tag" }}',
      files: { 'one.yaml': CLUSTER },
      name: 'one',
    },
    [
      'one.yaml:9 v2',
      'set.yaml:10 \'{{ index .metadata.annotations "example.com/tag" }}\' | the ApplicationSet reads it here',
    ],
  ],
  [
    'a cluster’s server',
    { generators: `- clusters: {}`, text: '{{ .server }}', files: { 'one.yaml': CLUSTER }, name: 'one' },
    ['one.yaml:12 https://one.example.com', "set.yaml:10 '{{ .server }}' | the ApplicationSet reads it here"],
  ],
  [
    'a label in plimsoll.yaml',
    { generators: `- clusters: {}`, text: '{{ .metadata.labels.tag }}', config: LISTED, name: 'two' },
    ['plimsoll.yaml:4 "v3"', "set.yaml:10 '{{ .metadata.labels.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a generator’s values',
    {
      generators: '- clusters:\n    values:\n      tag: v4',
      text: '{{ .values.tag }}',
      config: LISTED,
      name: 'two',
    },
    ['set.yaml:9 v4', "set.yaml:12 '{{ .values.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a generator’s values, without goTemplate',
    {
      generators: '- clusters:\n    values:\n      tag: v4',
      text: '{{values.tag}}',
      config: LISTED,
      old: true,
      name: 'two',
    },
    ['set.yaml:9 v4', "set.yaml:12 '{{values.tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'values of a label',
    {
      generators: "- clusters:\n    values:\n      tag: '{{ .metadata.labels.tag }}'",
      text: '{{ .values.tag }}',
      config: LISTED,
      name: 'two',
    },
    [
      'plimsoll.yaml:4 "v3"',
      "set.yaml:9 '{{ .metadata.labels.tag }}' | the ApplicationSet reads it here",
      "set.yaml:12 '{{ .values.tag }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'values of a label among other text',
    {
      generators: "- clusters:\n    values:\n      tag: 'x-{{ .metadata.labels.tag }}'",
      text: '{{ .values.tag }}',
      config: LISTED,
      name: 'two',
    },
    [
      "set.yaml:9 'x-{{ .metadata.labels.tag }}'",
      'plimsoll.yaml:4 "v3" | {{ .metadata.labels.tag }} comes from here',
      "set.yaml:12 '{{ .values.tag }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'flatList',
    {
      generators: '- clusters: {flatList: true}',
      template:
        "metadata: {name: x}\nspec: {source: {targetRevision: '{{ (index .clusters 0).metadata.labels.tag }}'}}",
      config: LISTED,
    },
    [
      'plimsoll.yaml:4 "v3"',
      "set.yaml:10 '{{ (index .clusters 0).metadata.labels.tag }}' | the ApplicationSet reads it here",
    ],
  ],
  // git
  [
    'a git file',
    { generators: GIT('*/config.json'), text: '{{ .image.tag }}', files: { 'a/config.json': JSON_FILE } },
    ['a/config.json:3 "v1"', "set.yaml:10 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a git file, without goTemplate',
    {
      generators: GIT('*/config.json'),
      text: '{{image.tag}}',
      files: { 'a/config.json': JSON_FILE },
      old: true,
    },
    ['a/config.json:3 "v1"', "set.yaml:10 '{{image.tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'an item of a list in a git file, without goTemplate',
    {
      generators: GIT('*/config.json'),
      text: '{{hosts.1}}',
      files: { 'a/config.json': JSON_FILE },
      old: true,
    },
    ['a/config.json:5 "h1"', "set.yaml:10 '{{hosts.1}}' | the ApplicationSet reads it here"],
  ],
  [
    'a git file that holds a list',
    {
      generators: GIT('*.yaml'),
      text: '{{ .tag }}',
      files: { 'apps.yaml': '- name: a\n  tag: v1\n- name: b\n  tag: v2\n' },
      name: 'b',
    },
    ['apps.yaml:4 v2', "set.yaml:10 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a git file with an anchor',
    {
      generators: GIT('app.yaml'),
      text: '{{ .prod.tag }}',
      files: { 'app.yaml': 'name: a\nbase: &base\n  tag: v1\nprod:\n  <<: *base\n' },
    },
    ['app.yaml:3 v1', "set.yaml:10 '{{ .prod.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a git file of another repository',
    { generators: GIT('a.yaml', THERE), text: '{{ .tag }}', others: { 'a.yaml': 'name: a\ntag: v1\n' } },
    ["set.yaml:10 '{{ .tag }}'", '../fleet/a.yaml:2 v1 | {{ .tag }} comes from here'],
  ],
  [
    'a git file’s folder',
    { generators: GIT('*/config.json'), text: '{{ .path.basename }}', files: { 'a/config.json': JSON_FILE } },
    ["set.yaml:10 '{{ .path.basename }}'"],
  ],
  [
    'a folder',
    {
      generators: `- git: {repoURL: ${HERE}, directories: [{path: 'apps/*'}]}`,
      template:
        "metadata: {name: '{{ .path.basename }}'}\nspec: {source: {targetRevision: '{{ .path.basename }}'}}",
      files: { 'apps/web/x': '' },
    },
    ["set.yaml:10 '{{ .path.basename }}'"],
  ],
  [
    'values of a folder',
    {
      generators: `- git:\n    repoURL: ${HERE}\n    directories: [{path: 'apps/*'}]\n    values: {tag: '{{ .path.basename }}'}`,
      template:
        "metadata: {name: '{{ .path.basename }}'}\nspec: {source: {targetRevision: '{{ .values.tag }}'}}",
      files: { 'apps/web/x': '' },
    },
    [
      "set.yaml:10 '{{ .path.basename }}'",
      "set.yaml:13 '{{ .values.tag }}' | the ApplicationSet reads it here",
    ],
  ],
  // combinations
  [
    'the first of a matrix',
    { generators: MATRIX(LIST, 'list:\n    elements:\n      - zone: z1'), text: '{{ .tag }}' },
    ['set.yaml:12 v1', "set.yaml:20 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'the second of a matrix',
    { generators: MATRIX(LIST, 'list:\n    elements:\n      - zone: z1'), text: '{{ .zone }}' },
    ['set.yaml:17 z1', "set.yaml:20 '{{ .zone }}' | the ApplicationSet reads it here"],
  ],
  [
    'the second of a matrix, without goTemplate',
    { generators: MATRIX(LIST_OLD, 'list:\n    elements:\n      - zone: z1'), text: '{{zone}}', old: true },
    ['set.yaml:16 z1', "set.yaml:19 '{{zone}}' | the ApplicationSet reads it here"],
  ],
  [
    'the second of a matrix, filled in by the first',
    {
      generators: MATRIX(LIST, "list:\n    elements:\n      - zone: '{{ .image.tag }}'"),
      text: '{{ .zone }}',
    },
    [
      'set.yaml:13 v2',
      "set.yaml:17 '{{ .image.tag }}' | the ApplicationSet reads it here",
      "set.yaml:20 '{{ .zone }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'elementsYaml, filled in by the first',
    {
      generators: MATRIX(
        'git: {repoURL: HERE, files: [{path: a.yaml}]}',
        "list:\n    elementsYaml: '{{ .apps | toJson }}'",
      ),
      text: '{{ .tag }}',
      files: { 'a.yaml': 'apps:\n  - name: a\n    tag: v1\n' },
    },
    [
      'a.yaml:3 v1',
      "set.yaml:11 '{{ .apps | toJson }}' | the ApplicationSet reads it here",
      "set.yaml:14 '{{ .tag }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'elementsYaml, written out by the first',
    {
      generators: MATRIX(
        'git: {repoURL: HERE, files: [{path: a.yaml}]}',
        'list:\n    elementsYaml: |\n      {{- range .apps }}\n      - name: {{ .name }}\n        tag: {{ .tag }}\n      {{- end }}',
      ),
      text: '{{ .tag }}',
      files: { 'a.yaml': 'apps:\n  - name: a\n    tag: v1\n' },
    },
    [
      'a.yaml:3 v1',
      'set.yaml:14 {{ .tag }} | the ApplicationSet reads it here',
      "set.yaml:18 '{{ .tag }}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'a matrix in a matrix',
    {
      generators: `- matrix:\n    generators:\n      - list: {elements: [{zone: z1}]}\n      - matrix:\n          generators:\n            - list: {elements: [{rack: '{{zone}}'}]}\n            - list: {elements: [{name: '{{rack}}'}]}`,
      text: '{{name}}',
      old: true,
    },
    [
      'set.yaml:9 z1',
      "set.yaml:12 '{{zone}}' | the ApplicationSet reads it here",
      "set.yaml:13 '{{rack}}' | the ApplicationSet reads it here",
      "set.yaml:16 '{{name}}' | the ApplicationSet reads it here",
    ],
  ],
  [
    'a merge, of the base',
    { generators: MERGE, text: '{{ .tag }}', name: 'a' },
    ['set.yaml:12 v1', "set.yaml:19 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a merge, of what overrides',
    { generators: MERGE, text: '{{ .tag }}', name: 'b' },
    ['set.yaml:16 v2', "set.yaml:19 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a merge, without goTemplate',
    { generators: MERGE, text: '{{tag}}', name: 'b', old: true },
    ['set.yaml:16 v2', "set.yaml:19 '{{tag}}' | the ApplicationSet reads it here"],
  ],
  [
    'a merge, of its key',
    { generators: MERGE, text: '{{ .name }}', name: 'b' },
    ['set.yaml:13 b', "set.yaml:19 '{{ .name }}' | the ApplicationSet reads it here"],
  ],
  [
    'a cluster’s project that nothing says, above an element’s',
    {
      generators: MATRIX('clusters: {}', 'list:\n    elements:\n      - project: shop'),
      text: '{{ .project }}',
    },
    ["set.yaml:15 '{{ .project }}'"],
  ],
  [
    'a map of both, merged',
    {
      generators:
        '- merge:\n    mergeKeys: [name]\n    generators:\n      - list:\n          elements:\n            - name: a\n              image: {repository: r, tag: v1}\n      - list:\n          elements:\n            - name: a\n              image: {repository: s}',
      text: '{{ .image.tag }}',
    },
    ['set.yaml:13 v1', "set.yaml:20 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  // kinds that fixtures answer
  [
    'values of a plugin',
    {
      generators: '- plugin: {configMapRef: {name: p}, values: {tag: v1}}',
      text: '{{ .values.tag }}',
      config: ANSWERED,
    },
    ['set.yaml:7 v1', "set.yaml:10 '{{ .values.tag }}' | the ApplicationSet reads it here"],
  ],
  // templates
  [
    'a generator’s own template',
    {
      generators:
        "- list:\n    elements:\n      - name: a\n        tag: v1\n    template:\n      spec: {source: {targetRevision: '{{ .tag }}'}} # own",
      text: '{{ .name }}',
    },
    ['set.yaml:10 v1', "set.yaml:12 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a constant of a generator’s own template',
    {
      generators:
        '- list:\n    elements:\n      - name: a\n    template:\n      spec: {source: {targetRevision: main}} # own',
      text: '{{ .name }}',
    },
    ['set.yaml:11 main'],
  ],
  [
    'a templatePatch',
    {
      generators: `- ${LIST}`,
      text: 'main',
      patch: "spec:\n  source:\n    targetRevision: '{{ .image.tag }}'",
    },
    ['set.yaml:11 v2', "set.yaml:19 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a templatePatch that is no YAML before',
    {
      generators: `- ${LIST}`,
      text: 'main',
      patch:
        '{{- if .tag }}\nspec:\n  source:\n    {{- with .image }}\n    targetRevision: {{ .tag }}\n    {{- end }}\n{{- end }}',
    },
    ['set.yaml:11 v2', 'set.yaml:21 {{ .tag }} | the ApplicationSet reads it here'],
  ],
  [
    'a constant of a templatePatch',
    {
      generators: `- ${LIST}`,
      text: 'main',
      patch: '{{- if .tag }}\nspec:\n  source:\n    targetRevision: master\n{{- end }}',
    },
    ['set.yaml:20 targetRevision: master'],
  ],
  [
    'a name',
    { generators: `- ${LIST}`, field: 'metadata.name' },
    ['set.yaml:9 a', "set.yaml:14 '{{ .name }}' | the ApplicationSet reads it here"],
  ],
  [
    'what the template does not say',
    { generators: `- ${LIST}`, field: 'spec.syncPolicy.automated' },
    ['set.yaml:15 spec'],
  ],
  [
    'a templated key',
    {
      generators: `- ${LIST}`,
      template: "metadata: {name: a, labels: {'{{ .name }}-label': '{{ .tag }}'}}\nspec: {}",
      field: 'metadata.labels["a-label"]',
    },
    ['set.yaml:10 v1', "set.yaml:14 '{{ .tag }}' | the ApplicationSet reads it here"],
  ],
  // texts that hold YAML
  [
    'helm.values',
    {
      generators: `- ${LIST}`,
      template:
        "spec:\n  source:\n    helm:\n      values: |\n        image:\n          tag: '{{ .image.tag }}'\n          name: x{{ .name }}",
      field: 'spec.source.helm.values.image.tag',
    },
    ['set.yaml:11 v2', "set.yaml:20 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'helm.values without quotes',
    {
      generators: `- ${LIST}`,
      template:
        'spec:\n  source:\n    helm:\n      values: |\n        image:\n          tag: {{ .image.tag }}',
      field: 'spec.source.helm.values.image.tag',
    },
    ['set.yaml:11 v2', 'set.yaml:20 tag | the ApplicationSet reads it here'],
  ],
  [
    'helm.values among other text',
    {
      generators: `- ${LIST}`,
      template:
        'spec:\n  source:\n    helm:\n      values: |\n        image:\n          tag: x{{ .name }}-{{ .tag }}',
      field: 'spec.source.helm.values.image.tag',
    },
    [
      'set.yaml:20 x{{ .name }}-{{ .tag }}',
      'set.yaml:9 a | {{ .name }} comes from here',
      'set.yaml:10 v1 | {{ .tag }} comes from here',
    ],
  ],
  [
    'a constant in helm.values',
    {
      generators: `- ${LIST}`,
      template:
        'spec:\n  source:\n    helm:\n      values: |\n        {{- if .tag }}\n        image:\n          tag: latest\n        {{- end }}',
      field: 'spec.source.helm.values.image.tag',
    },
    ['set.yaml:21 tag: latest'],
  ],
  [
    'a map printed whole',
    {
      generators: `- ${LIST}`,
      template:
        'spec:\n  source:\n    helm:\n      values: |\n        image:\n          {{- toYaml .image | nindent 10 }}',
      field: 'spec.source.helm.values.image.tag',
    },
    ['set.yaml:11 v2', 'set.yaml:20 {{- toYaml .image | nindent 10 }} | the ApplicationSet reads it here'],
  ],
  [
    'all of helm.values',
    {
      generators: `- ${LIST}`,
      template: "spec:\n  source:\n    helm:\n      values: '{{ toYaml .image }}'",
      field: 'spec.source.helm.values.tag',
    },
    ['set.yaml:11 v2', "set.yaml:18 '{{ toYaml .image }}' | the ApplicationSet reads it here"],
  ],
  [
    'valuesObject',
    {
      generators: `- ${LIST}`,
      template: "spec:\n  source:\n    helm:\n      valuesObject: {image: {tag: '{{ .image.tag }}'}}",
      field: 'spec.source.helm.valuesObject.image.tag',
    },
    ['set.yaml:11 v2', "set.yaml:18 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
  [
    'a parameter of helm',
    {
      generators: `- ${LIST}`,
      template:
        "spec:\n  source:\n    helm:\n      parameters:\n        - {name: x, value: main}\n        - {name: image.tag, value: '{{ .image.tag }}'}",
      field: 'spec.source.helm.parameters[1].value',
    },
    ['set.yaml:11 v2', "set.yaml:20 '{{ .image.tag }}' | the ApplicationSet reads it here"],
  ],
];
