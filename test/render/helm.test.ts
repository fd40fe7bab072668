import { describe, expect, it } from 'vitest';
import { PathTable, SPAN } from '../../src/template/index.ts';
import type { Problem, Rendered } from '../../src/types.ts';
import { manifestStream } from '../../src/render/index.ts';
import { application, APPS, CHART, GITOPS, kinds, render, shown } from './fixture.ts';

/** The chart in the checked tree, with the leaf's values beside it. */
function own(chart: Record<string, string>, values = 'image: {tag: "2"}\n', config = {}): Rendered {
  const source = application(
    '  source:',
    `    repoURL: ${GITOPS}`,
    '    path: chart',
    '    helm: {valueFiles: [/leaf.yaml]}',
  );
  return render({ ...CHART, ...chart, 'leaf.yaml': values, 'application.yaml': source }, {}, config);
}

/** The chart in another tree. */
function foreign(chart: Record<string, string>, values = 'image: {tag: "2"}\n'): Rendered {
  const source = application(
    '  sources:',
    `    - {repoURL: "${APPS}", path: chart, helm: {valueFiles: [$values/leaf.yaml]}}`,
    `    - {repoURL: "${GITOPS}", ref: values}`,
  );
  return render({ 'leaf.yaml': values, 'application.yaml': source }, { ...CHART, ...chart });
}

const CONFIG = CHART['chart/templates/config.yaml']!;
const related = ({ related: places }: Problem): string[] =>
  (places ?? []).map(({ file, range }) => `${file}:${range.start.line}:${range.start.character}`);

describe('the Helm of the config', () => {
  const chart = {
    'chart/values.yaml': 'own: null\nimage: {tag: "1"}\n',
    'chart/templates/seen.yaml':
      'apiVersion: v1\nkind: Seen\nmetadata: {name: seen}\n' +
      'seen: {{ list .Capabilities.HelmVersion.Version (hasKey .Values "own") .Values.image.tag | toJson }}\n',
  };
  const seen = (config: object): unknown =>
    own(chart, 'image: {tag: "2"}\n---\nimage: {tag: "3"}\n', config).manifests.find(
      ({ object }) => object.kind === 'Seen',
    )?.object['seen'];

  it('is Helm 4 unless it says otherwise', () => {
    expect(seen({})).toEqual(['v4.2', false, '3']);
    expect(seen({ helm: { version: 3 } })).toEqual(['v3.22', true, '2']);
    expect(seen({ helm: { version: '3.19.0' } })).toEqual(['v3.19.0', true, '2']);
  });
});

describe('a template that fails', () => {
  const broken = { 'chart/templates/bad.yaml': 'kind: Bad\nname:\n  {{ .Values.image.registry.host }}\n' };

  it('is told on its line in the checked tree, with the values as the related place', () => {
    const { problems, failure, manifests } = own(broken);
    expect(problems.map(shown)).toEqual([
      'template-failed chart/templates/bad.yaml:3:13 nil pointer evaluating interface {}.host at <.Values.image.registry.host>',
    ]);
    expect(problems.flatMap(related)).toEqual(['leaf.yaml:1:1']);
    expect(problems[0]).toMatchObject({ application: 'shop' });
    expect(failure).toBe(problems[0]!.message);
    expect(manifests).toEqual([]);
  });

  it('of another repository is told on the nearest key of the leaf, with the template as the related place', () => {
    const { problems } = foreign(broken, '# leaf\nother: 1\nimage:\n  tag: x\n');
    expect(problems.map(shown)).toEqual([
      'template-failed leaf.yaml:3:1 nil pointer evaluating interface {}.host at <.Values.image.registry.host>',
    ]);
    expect(problems.flatMap(related)).toEqual(['../apps/shop/chart/templates/bad.yaml:3:13']);
  });

  it('speaks in the words of the chart where it has them', () => {
    const { problems } = own({
      'chart/templates/a.yaml': '{{ required "set image.host" .Values.image.host }}',
      'chart/templates/b.yaml': '{{ if not .Values.ok }}{{ fail "set ok" }}{{ end }}',
    });
    expect(problems.map(shown)).toEqual([
      'template-failed chart/templates/b.yaml:1:27 set ok',
      'template-failed leaf.yaml:1:1 set image.host',
    ]);
  });

  it('is one problem where several templates include the same fault', () => {
    const { problems } = own({
      'chart/templates/_h.tpl':
        '{{ define "host" }}\n{{ .Values.image.host | upper }}{{ fail "no" }}{{ end }}',
      'chart/templates/a.yaml': 'kind: {{ include "host" . }}',
      'chart/templates/b.yaml': 'kind: {{ include "host" . }}',
    });
    expect(problems).toHaveLength(1);
    expect(shown(problems[0]!)).toMatch(/^template-failed chart\/templates\/_h\.tpl:2:/);
  });

  it('names a function that is not there', () => {
    expect(own({ 'chart/templates/a.yaml': 'a: {{ frobnicate 1 }}' }).problems.map(shown)).toEqual([
      'template-failed chart/templates/a.yaml:1:1 function "frobnicate" not defined',
    ]);
  });

  it("in a subchart points at its values below the parent's", () => {
    const chart = {
      'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'chart/charts/db/templates/a.yaml': 'a: {{ .Values.host.name.first }}',
    };
    const { problems } = foreign(chart, 'image: {tag: x}\ndb:\n  size: 1\n');
    expect(problems[0]!.location).toMatchObject({
      file: 'leaf.yaml',
      range: { start: { line: 2, character: 1 } },
    });
    expect(problems.flatMap(related)).toEqual(['../apps/shop/chart/charts/db/templates/a.yaml:1:14']);
  });

  it('or never ends is stopped by its budget', () => {
    const { problems } = own(
      { 'chart/templates/a.yaml': '{{ range until 100 }}{{ range until 100 }}x{{ end }}{{ end }}' },
      '',
      {
        limits: { steps: 500 },
      },
    );
    expect(problems.map(shown)).toEqual([
      expect.stringMatching(/^template-failed chart\/templates\/a\.yaml:1:1 rendering stopped: /),
    ]);
    const endless = own({
      'chart/templates/_a.tpl': '{{ define "a" }}{{ include "a" . }}{{ end }}',
      'chart/templates/a.yaml': '{{ include "a" . }}',
    });
    expect(endless.failure).toMatch(/^rendering stopped: /);
  });
});

describe('rendered YAML that is wrong', () => {
  it('is told on the template line that printed it', () => {
    const { problems, failure } = own({
      'chart/templates/a.yaml': 'kind: A\nlabels:\n  {{ .Values.image.tag }}\n    x: y: z\n',
    });
    expect(problems[0]!.location.file).toBe('chart/templates/a.yaml');
    expect(problems[0]!.location.range.start.line).toBe(4);
    expect(failure).toMatch(/^YAML parse error on shop\/templates\/a\.yaml: line 4: /);
  });

  it('of a document that is no object, is told there, and the others are kept', () => {
    const rendered = own({
      'chart/templates/a.yaml':
        'kind: NoVersion\nmetadata: {name: x}\n---\napiVersion: v1\nkind: Pod\nmetadata: {}\n',
    });
    expect(rendered.problems.map(shown)).toEqual([
      'template-failed chart/templates/a.yaml:4:1 the document has no metadata.name',
      'template-failed chart/templates/a.yaml:1:1 the document has no apiVersion',
    ]);
    expect(kinds(rendered)).toEqual(['ConfigMap/shop']);
  });

  it('with a key twice is reported and kept', () => {
    const rendered = own({ 'chart/templates/config.yaml': `${CONFIG}  tag: again\n` });
    expect(rendered.problems.map((problem) => problem.ruleId)).toEqual(['yaml-duplicate-key']);
    expect(rendered.problems[0]!.location.range.start.line).toBe(8);
    expect(rendered.manifests[0]!.object['data']).toEqual({ tag: 'again' });
  });
});

const shownOf = (chart: Record<string, string>): string[] => own(chart).problems.map(shown);

describe('a chart that fails to load', () => {
  it.each([
    ['Chart.yaml that is not YAML', { 'chart/Chart.yaml': 'name: [' }, /^yaml-invalid chart\/Chart\.yaml:1:/],
    [
      'no name',
      { 'chart/Chart.yaml': 'version: 1.0.0' },
      /^template-failed chart\/Chart\.yaml:1:1 validation: chart\.metadata\.name is required/,
    ],
    [
      'values.yaml that is a list',
      { 'chart/values.yaml': '- a' },
      /^value-file-invalid chart\/values\.yaml:1:1 /,
    ],
    [
      'values.yaml that is not YAML',
      { 'chart/values.yaml': 'a: 1\nb: {' },
      /^yaml-invalid chart\/values\.yaml:\d/,
    ],
    [
      '.helmignore with **',
      { 'chart/.helmignore': '# x\n**/a' },
      /^template-failed chart\/\.helmignore:2:1 .*double-star/,
    ],
    [
      'a dependency that is not there',
      {
        'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies:\n  - {name: redis, version: 1.x, repository: ""}\n`,
      },
      /^source-missing chart\/Chart\.yaml:4:1 found in Chart\.yaml, but missing in charts\/ directory: redis/,
    ],
    [
      'a Kubernetes version out of range',
      { 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}kubeVersion: "<1.20"\n` },
      /^kube-version-unsatisfied chart\/Chart\.yaml:4:1 chart requires kubeVersion: <1\.20 /,
    ],
    [
      'a library',
      { 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}type: library\n` },
      /^template-failed chart\/Chart\.yaml:4:1 library charts are not installable/,
    ],
  ])('%s', (_, chart, expected) => {
    expect(shownOf(chart)).toEqual([expect.stringMatching(expected)]);
  });

  it('a folder called values.yaml', () => {
    const { 'chart/values.yaml': _, ...chart } = CHART;
    const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
    const rendered = render({ ...chart, 'chart/values.yaml/.gitkeep': '', 'application.yaml': source });
    expect(rendered.problems.map(shown)).toEqual([
      'file-unreadable chart/values.yaml:1:1 chart/values.yaml is a folder, not a file',
    ]);
  });

  it('a template that is no text, as far as it prints what YAML refuses', () => {
    const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
    const rendered = render({
      ...CHART,
      'chart/templates/b.yaml': Uint8Array.of(0, 255, 0, 1),
      'application.yaml': source,
    });
    expect(rendered.problems.map((problem) => problem.message)).toEqual([
      'YAML parse error on shop/templates/b.yaml: line 1: control characters are not allowed',
    ]);
  });
});

describe('manifests', () => {
  const many = {
    'chart/crds/x.yaml':
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n',
    'chart/templates/many.yaml': [
      '# {{ .Values.nope }} shifts',
      '---',
      'apiVersion: v1',
      'kind: Service',
      'metadata: {name: "{{ .Values.nope }}{{ .Release.Name }}"}',
      '---',
      'apiVersion: batch/v1',
      'kind: Job',
      'metadata:',
      '  generateName: job-',
      '  annotations: {"helm.sh/hook": post-install}',
    ].join('\n'),
  };

  it('are CRDs, then manifests by kind, then hooks', () => {
    expect(kinds(own(many))).toEqual([
      'CustomResourceDefinition/x',
      'ConfigMap/shop',
      'Service/shop',
      'Job/job-00000',
    ]);
  });

  it("stand in their template's output where they say, also after <no value> was taken out", () => {
    const { manifests } = own(many);
    const service = manifests.find(({ object }) => object.kind === 'Service')!;
    if (service.provenance.kind !== 'template') return expect.fail('a template made it');
    const { log, offset } = service.provenance;
    const spans = [];
    for (let at = 0; at < log.spans.length; at += SPAN) {
      const [start = 0, end = 0, node = 0] = log.spans.slice(at, at + 3);
      if (start >= offset)
        spans.push([log.nodes[node]!.source, service.text.slice(start - offset, end - offset)]);
    }
    expect(spans).toContainEqual(['.Release.Name', 'shop']);
    expect(service.text).toBe('apiVersion: v1\nkind: Service\nmetadata: {name: "shop"}\n');
  });

  it('know which values made them', () => {
    const [config] = own({}).manifests;
    if (config?.provenance.kind !== 'template') return expect.fail('a template made it');
    const { log, offset, file } = config.provenance;
    const at = config.text.indexOf('"2"') + offset;
    const span = log.spans.findIndex((value, index) => index % SPAN === 0 && value === at);
    const reads = log.reads
      .slice(log.spans[span + 3], log.spans[span + 4])
      .map((id) => log.paths.keys(id).join('.'));
    expect(reads).toContain('Values.image.tag');
    expect(log.paths).toBeInstanceOf(PathTable);
    expect(file.path).toBe('chart/templates/config.yaml');
  });

  it('of a subchart know the values from the root', () => {
    const { manifests } = own({
      'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'chart/charts/db/values.yaml': 'size: 1\n',
      'chart/charts/db/templates/a.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ .Release.Name }}-{{ .Values.size }}-{{ .Values.global.x }}"}',
    });
    const pod = manifests.find(({ object }) => object.kind === 'Pod');
    if (pod?.provenance.kind !== 'template') return expect.fail('a template made it');
    const { log } = pod.provenance;
    expect(log.reads.map((id) => log.paths.keys(id).join('.'))).toEqual(
      expect.arrayContaining(['Release.Name', 'Values.db.size', 'Values.global.x']),
    );
  });

  it('have a log for every template that ran, also for one that printed nothing', () => {
    const { logs } = own({ 'chart/templates/none.yaml': '{{ if .Values.nope }}kind: A{{ end }}' });
    expect(logs.map(({ template, guards }) => [template, guards.length > 0])).toEqual([
      ['shop/templates/none.yaml', true],
      ['shop/templates/config.yaml', false],
    ]);
  });

  it('are printed as helm template prints them', () => {
    expect(manifestStream(own({}))).toBe(
      '---\n# Source: shop/templates/config.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n  namespace: shop-ns\ndata:\n  tag: "2"\n\n',
    );
  });

  it('take Kubernetes version and API versions from the source before the config', () => {
    const template = {
      'chart/templates/config.yaml': CONFIG.replace(
        '{{ .Values.image.tag | quote }}',
        '"{{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.APIVersions.Has "a/v1" }}"',
      ),
    };
    const config = { kubernetes: { version: '1.30.1', apiVersions: ['a/v1'] } };
    expect(own(template, '', config).manifests[0]!.object['data']).toEqual({ tag: 'v1.30.1 true' });
    const source = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: chart',
      '    helm: {kubeVersion: v1.29.0, apiVersions: [b/v1], namespace: ns2, releaseName: rel}',
    );
    const [manifest] = render({ ...CHART, ...template, 'application.yaml': source }, {}, config).manifests;
    expect(manifest!.object).toMatchObject({
      metadata: { name: 'rel', namespace: 'ns2' },
      data: { tag: 'v1.29.0 false' },
    });
  });
});

describe('a chart with values.schema.json', () => {
  const schema = {
    type: 'object',
    required: ['region'],
    properties: {
      image: { type: 'object', properties: { tag: { type: 'string' } }, additionalProperties: false },
      replicas: { minimum: 1 },
    },
  };
  const chart = { 'chart/values.schema.json': JSON.stringify(schema) };

  it('refuses values on the lines of the layers that gave them', () => {
    const { problems, failure, manifests } = own(chart, 'replicas: 0\nimage:\n  tag: 2\n  tga: x\n');
    expect(problems.map(shown)).toEqual([
      "values-schema leaf.yaml:1:1 the values: missing property 'region' (values.schema.json of shop)",
      'values-schema leaf.yaml:3:8 image.tag: got number, want string (values.schema.json of shop)',
      "values-schema leaf.yaml:4:8 image: additional property 'tga' not allowed (values.schema.json of shop)",
      'values-schema leaf.yaml:1:11 replicas: minimum: got 0, want 1 (values.schema.json of shop)',
    ]);
    expect(failure).toBeDefined();
    expect(manifests).toEqual([]);
  });

  it('tells patterns apart', () => {
    const patterns = { properties: { a: { pattern: '^a+$' }, b: { pattern: '^(b|0)$' } } };
    const schemaFile = { 'chart/values.schema.json': JSON.stringify(patterns) };
    expect(own(schemaFile, 'a: aa\nb: b\n').problems).toEqual([]);
    expect(own(schemaFile, 'a: b\nb: a\n').problems).toHaveLength(2);
  });

  it('takes what fits, and says when the schema is no use', () => {
    expect(kinds(own(chart, 'region: eu\nimage: {tag: x}\n'))).toEqual(['ConfigMap/shop']);
    const remote = { 'chart/values.schema.json': '{"$ref": "https://example.com/schema.json"}' };
    expect(own(remote).problems.map(shown)).toEqual([
      expect.stringMatching(
        /values\.schema\.json of shop can't be used: it refers to "https:\/\/example\.com\/schema\.json"/,
      ),
    ]);
  });
});
