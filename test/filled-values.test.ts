import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { call } from './cli/fake-host.ts';
import { type Files, write } from './scratch-fleet.ts';

const HERE = 'https://git.example.com/fleet.git';

const CHART: Files = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/values.yaml': 'image: {repository: registry.example.com/web, tag: ""}\n',
  'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web, annotations: {version: {{ .Values.image.tag }}}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`,
};

interface Planted {
  /** Below \`spec.generators\`; the fault is on the line that says FAULT. */
  readonly generators: string;
  /** Below \`helm\`; the line that says HERE takes the parameter. */
  readonly helm: string;
  readonly files?: Files;
  readonly old?: boolean;
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

function treeOf({ generators, helm, files = {}, old = false }: Planted): Files {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  goTemplate: ${!old}
  goTemplateOptions: ${old ? '[]' : '[missingkey=error]'}
  generators:
${indented(generators, 4)}
  template:
    metadata: {name: 'web-${old ? '{{name}}' : '{{ .name }}'}'}
    spec:
      project: default
      destination: {server: https://kubernetes.default.svc, namespace: web}
      source:
        repoURL: ${HERE}
        path: chart
        helm:
${indented(helm, 10)}
`;
  return { ...CHART, ...files, 'set.yaml': set };
}

/** Where a text stands: `file:line`. */
function placeOf(text: string, files: Files): string {
  for (const [file, content] of Object.entries(files)) {
    const line = content.split('\n').findIndex((each) => each.includes(text)) + 1;
    if (line > 0) return `${file}:${line}`;
  }
  throw new Error(`${text} is nowhere`);
}

const PARAMETER = "parameters:\n  - {name: image.tag, value: '{{ .tag }}'} # HERE";
const OLD_PARAMETER = "parameters:\n  - {name: image.tag, value: '{{tag}}'} # HERE";
const FAULTY = '\n      - name: a\n        tag: latest # FAULT\n';
const GIT = `- git: {repoURL: ${HERE}, revision: HEAD, files: [{path: 'config/*.json'}]}`;
const CONFIG = { 'config/a.json': '{\n  "name": "a",\n  "about": "FAULT", "tag": "latest"\n}\n' };
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: one
  labels:
    argocd.argoproj.io/secret-type: cluster
    tag: latest # FAULT
stringData: {name: one, server: https://one.example.com}
`;
const CLUSTERS = {
  'plimsoll.yaml':
    'clusters:\n  - name: one\n    server: https://one.example.com\n    labels: {tag: latest} # FAULT\n',
};
const BY_LABEL = '- clusters: {selector: {matchExpressions: [{key: tag, operator: Exists}]}}';

/** Generator and form → the fault, planted in what fills the image's tag in. */
const PLANTED: readonly (readonly [string, Planted])[] = [
  ['a list’s element', { generators: `- list:\n    elements:${FAULTY}`, helm: PARAMETER }],
  [
    'a list’s element, without goTemplate',
    { generators: `- list:\n    elements:${FAULTY}`, helm: OLD_PARAMETER, old: true },
  ],
  ['elementsYaml', { generators: `- list:\n    elementsYaml: |${FAULTY}`, helm: PARAMETER }],
  [
    'helm.values',
    {
      generators: `- list:\n    elements:${FAULTY}`,
      helm: 'values: |\n  {{- if .tag }}\n  image:\n    tag: {{ .tag | quote }} # HERE\n  {{- end }}',
    },
  ],
  [
    'helm.values, without goTemplate',
    {
      generators: `- list:\n    elements:${FAULTY}`,
      helm: "values: |\n  image:\n    tag: '{{tag}}' # HERE",
      old: true,
    },
  ],
  [
    'valuesObject',
    {
      generators: `- list:\n    elements:${FAULTY}`,
      helm: "valuesObject:\n  image:\n    tag: '{{ .tag }}' # HERE",
    },
  ],
  [
    'a map of values, printed whole',
    {
      generators: '- list:\n    elements:\n      - name: a\n        image:\n          tag: latest # FAULT',
      helm: 'values: |\n  image:\n    {{- .image | toYaml | nindent 4 }} # HERE',
    },
  ],
  ['a git file', { generators: GIT, helm: PARAMETER, files: CONFIG }],
  ['a git file, without goTemplate', { generators: GIT, helm: OLD_PARAMETER, files: CONFIG, old: true }],
  [
    'a cluster’s label',
    {
      generators: BY_LABEL,
      helm: "parameters:\n  - {name: image.tag, value: '{{ .metadata.labels.tag }}'} # HERE",
      files: { 'one.yaml': SECRET },
    },
  ],
  [
    'a label of a cluster of the configuration, without goTemplate',
    {
      generators: BY_LABEL,
      helm: "parameters:\n  - {name: image.tag, value: '{{metadata.labels.tag}}'} # HERE",
      files: CLUSTERS,
      old: true,
    },
  ],
  [
    'values of a generator',
    {
      generators: '- clusters:\n    values:\n      tag: latest # FAULT',
      helm: "parameters:\n  - {name: image.tag, value: '{{ .values.tag }}'} # HERE",
    },
  ],
  [
    'a matrix',
    {
      generators: `- matrix:\n    generators:\n      - list: {elements: [{zone: x}]}\n      - list:\n          elements:${FAULTY.replaceAll('\n', '\n      ')}`,
      helm: PARAMETER,
    },
  ],
  [
    'a merge',
    {
      generators: `- merge:\n    mergeKeys: [name]\n    generators:\n      - list: {elements: [{name: a, tag: v1}]}\n      - list:\n          elements:${FAULTY.replaceAll('\n', '\n      ')}`,
      helm: PARAMETER,
    },
  ],
];

describe('a fault in what fills a value in', () => {
  it.each(PLANTED)('is found on its line: %s', async (_, planted) => {
    const files = treeOf(planted);
    const { folder, repositoryMap } = write(files);
    const engine = { run: () => run({ folder, repositoryMap }) };
    const [fault, taken] = [placeOf('FAULT', files), placeOf('# HERE', files)];

    const { diagnostics } = JSON.parse(
      (await call(['check', folder, '--format', 'json'], { engine })).stdout,
    );
    const found = diagnostics.filter(({ ruleId }: { ruleId: string }) => ruleId === 'image-not-pinned');
    expect(found).toHaveLength(1);
    const [{ location, related, trace }] = found;
    expect(`${location.file}:${location.range.start.line}`).toBe(fault);
    const places = related.map(
      ({ file, range, message }: typeof location) => `${file}:${range.start.line} ${message}`,
    );
    expect(places).toEqual([
      `${taken} the ApplicationSet reads it here`,
      'chart/templates/web.yaml:11 the template reads it here',
    ]);
    expect(trace).toMatch(/^\{\{.*\}\} → image\.tag → web\/templates\/web\.yaml:11 → spec\./);

    const { stdout } = await call(['check', folder], { engine });
    const [file, line] = fault.split(':');
    expect(stdout).toMatch(new RegExp(`^${file}\\n(?:[^]*\\n)?  ${line}:\\d+ .*image-not-pinned`, 'm'));
    expect(stdout).toMatch(new RegExp(`see +${taken}:\\d+: the ApplicationSet reads it here`));
  });

  it('is where a trace leads to', async () => {
    const { folder } = write({ ...treeOf(PLANTED[0]![1]), 'plimsoll.yaml': `repositories: {${HERE}: .}\n` });
    const asked = ['--application', 'web-a', '--resource', 'Deployment'];
    const { stdout } = await call(['trace', folder, ...asked, '--field', 'metadata.annotations.version']);
    expect(stdout.split('\n')).toEqual([
      'metadata.annotations.version of Deployment/web is "latest"',
      '',
      '{{ .tag }} → image.tag → web/templates/web.yaml:3 → metadata.annotations.version',
      '  set.yaml:11:18  change it here',
      '  set.yaml:23:40  the ApplicationSet reads it here',
      '  chart/templates/web.yaml:3:62  the template reads it here',
      '',
      'Read on the way:',
      '  image.tag  decides the value  set.yaml:11:18',
      '',
    ]);
  });

  it('is found in an Application’s own fields', async () => {
    const element =
      'name: a, cluster: nowhere, repo: https://git.example.com/other.git, path: chart, file: b.yaml';
    const sound = element.replace('other', 'fleet').replace('nowhere', 'x');
    const files = {
      ...CHART,
      'plimsoll.yaml': `repositories: {${HERE}: .}\nclusters: [{name: x, server: https://x.example.com}]\n`,
      'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: web, namespace: argocd}
spec:
  generators:
    - list:
        elements:
          - {${element}}
          - {${sound.replace('name: a', 'name: B')}}
          - {${sound.replace('name: a', 'name: c')}}
  template:
    metadata: {name: '{{name}}'}
    spec:
      project: default
      destination: {name: '{{cluster}}', namespace: web}
      source:
        repoURL: '{{repo}}'
        path: '{{path}}'
        helm: {valueFiles: ['{{file}}']}
`,
    };
    const { folder } = write(files);
    const result = await run({ folder });
    const diagnostics = result.ok ? result.report.diagnostics : [];
    const told = diagnostics.map(({ ruleId, location: { range }, related }) => {
      const seen = related.map(({ range: { start }, message }) => `${start.line} ${message}`);
      return `${ruleId} ${range.start.line}:${range.start.character}, see ${seen.join()}`;
    });
    expect(told).toEqual([
      'destination-unknown 8:32, see 15 the ApplicationSet reads it here',
      'source-missing 8:47, see 17 the ApplicationSet reads it here',
      'application-invalid 9:20, see 12 the ApplicationSet reads it here',
      'value-file-missing 10:95, see 19 the ApplicationSet reads it here',
    ]);
  });

  it('stands beside the template that asks for what it lacks', async () => {
    const [, planted] = PLANTED[0]!;
    const { folder, repositoryMap } = write(
      treeOf({ ...planted, helm: planted.helm.replace('{{ .tag', '{{ .tga') }),
    );
    const result = await run({ folder, repositoryMap });
    const failed = result.ok
      ? result.report.diagnostics.find(({ ruleId }) => ruleId === 'template-failed')
      : undefined;
    expect(failed?.message).toContain('did you mean tag?');
    expect(failed?.location.range.start.line).toBe(23);
    expect(failed?.related).toMatchObject([
      { range: { start: { line: 10 } }, message: 'filled in with this' },
    ]);
  });

  it('is found in the values of a chart that prints the ApplicationSet', async () => {
    const [, planted] = PLANTED[0]!;
    const { 'set.yaml': set = '', ...chart } = treeOf({
      ...planted,
      generators: '- list:\n    elements: RANGE',
    });
    const range = '{{- range .Values.apps }}\n          - {{ toJson . }}\n          {{- end }}';
    const escaped = set.replaceAll(/\{\{.*?\}\}/g, (tag) => `{{ \`${tag}\` }}`);
    const files = {
      ...chart,
      'root/Chart.yaml': 'apiVersion: v2\nname: root\nversion: 1.0.0\n',
      'root/values.yaml': 'apps:\n  - name: a\n    tag: latest\n',
      'root/templates/set.yaml': escaped.replace(' RANGE', `\n          ${range}`),
      'root.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: root, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: argocd}
  source: {repoURL: ${HERE}, path: root}
`,
    };
    const result = await run(write(files));
    const found = result.ok
      ? result.report.diagnostics.find(({ ruleId }) => ruleId === 'image-not-pinned')
      : undefined;
    expect(found?.location).toMatchObject({ file: 'root/values.yaml', range: { start: { line: 3 } } });
    expect(found?.trace).toMatch(/^\{\{ \.tag \}\} → image\.tag → web/);
  });
});
