import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import {
  application,
  applicationOf,
  APPS,
  CHART,
  GITOPS,
  render,
  renderTree,
  shown,
  treesOf,
} from './fixture.ts';

const helm = (...lines: string[]): string =>
  application(
    '  sources:',
    `    - repoURL: ${APPS}`,
    '      path: chart',
    '      helm:',
    ...lines.map((line) => `        ${line}`),
    `    - repoURL: ${GITOPS}`,
    '      ref: values',
  );
const problems = (files: Record<string, string | Uint8Array>, ...lines: string[]): string[] =>
  render({ 'application.yaml': helm(...lines), ...files }, CHART).problems.map(shown);
const LEAF = 'valueFiles: [$values/leaf/values.yaml]';

const inlineTag = (...lines: string[]): unknown =>
  render(
    {
      'application.yaml': helm(...lines),
      'leaf/values.yaml': 'image: {tag: leaf}',
      'pin.txt': 'pinned, yes',
    },
    CHART,
  ).manifests[0]?.object['data'];

describe('value files that fail', () => {
  it('missing: on the line of the Application that names it', () => {
    expect(problems({}, 'valueFiles:', '  - $values/leaf/values.yaml', '  - own.yaml')).toEqual([
      'value-file-missing application.yaml:13:13 value file $values/leaf/values.yaml does not exist (looked for leaf/values.yaml)',
      'value-file-missing application.yaml:14:13 value file own.yaml does not exist (looked for ../apps/shop/chart/own.yaml)',
    ]);
  });

  it('missing, and that is fine', () => {
    expect(problems({}, LEAF, 'ignoreMissingValueFiles: true')).toEqual([]);
  });

  it('a $ref that no source has', () => {
    expect(problems({}, 'valueFiles: [$config/leaf.yaml]')).toEqual([
      "values-ref-broken application.yaml:12:22 value file $config/leaf.yaml: no source has `ref: config`; the sources' refs are: values",
    ]);
  });

  it('outside the repository, or on the network', () => {
    expect(
      problems({}, 'valueFiles: [../../x.yaml, "https://example.com/v.yaml"]').map(
        (each) => each.split(' ')[0],
      ),
    ).toEqual(['value-file-missing', 'value-file-missing']);
  });

  it('not a mapping', () => {
    expect(problems({ 'leaf/values.yaml': '# a list\n- a\n- b\n' }, LEAF)).toEqual([
      'value-file-invalid leaf/values.yaml:2:1 values must be a mapping of keys, not a list',
    ]);
  });

  it('not YAML, on its line', () => {
    const [problem] = problems({ 'leaf/values.yaml': 'a: 1\nb: [1, 2\nc: 3\n' }, LEAF);
    expect(problem).toMatch(/^yaml-invalid leaf\/values\.yaml:[23]:/);
  });

  it('a folder in its place', () => {
    expect(problems({ 'leaf/values.yaml/.gitkeep': '' }, LEAF)).toEqual([
      expect.stringMatching(/^file-unreadable leaf\/values\.yaml:1:1 leaf\/values\.yaml is a /),
    ]);
  });

  it('all of them are told at once', () => {
    const told = problems(
      { 'a.yaml': '- 1', 'b.yaml': 'x: {' },
      'valueFiles: [$values/a.yaml, $values/b.yaml, $values/c.yaml]',
    );
    expect(told.map((each) => each.split(' ')[0])).toEqual([
      'value-file-invalid',
      'yaml-invalid',
      'value-file-missing',
    ]);
  });

  it.each(['unreadable', 'too-large', 'binary'] as const)('that the tree does not give: %s', (code) => {
    const tree = memoryTree({ 'application.yaml': helm(LEAF), 'leaf/values.yaml': '' });
    const refusing = {
      ...tree,
      read: (path: string) =>
        path === 'leaf/values.yaml'
          ? { ok: false as const, code, reason: 'can not be had' }
          : tree.read(path),
    };
    const rendered = renderTree(refusing, CHART);
    expect(rendered.problems.map(shown)).toEqual([
      'file-unreadable leaf/values.yaml:1:1 leaf/values.yaml can not be had',
    ]);
    expect(rendered.failure).toBeDefined();
  });
});

describe('keys written twice', () => {
  it('are reported, and the last one counts, as for Helm', () => {
    const files = {
      'application.yaml': helm(LEAF),
      'leaf/values.yaml': 'image:\n  tag: "2"\nimage:\n  tag: "3"\n',
    };
    const rendered = render(files, CHART);
    expect(rendered.problems.map((problem) => shown(problem).split(' ').slice(0, 2))).toEqual([
      ['yaml-duplicate-key', 'leaf/values.yaml:3:1'],
    ]);
    expect(rendered.manifests[0]!.object['data']).toEqual({ tag: '3' });
  });
});

describe('values in the Application', () => {
  it('stand above files, parameters above them, file parameters on top', () => {
    expect(inlineTag(LEAF)).toEqual({ tag: 'leaf' });
    expect(inlineTag(LEAF, 'values: |', '  image: {tag: text}')).toEqual({ tag: 'text' });
    expect(inlineTag(LEAF, 'values: "image: {tag: text}"', 'valuesObject: {image: {tag: object}}')).toEqual({
      tag: 'object',
    });
    const parameters = ['parameters:', '  - {name: image.tag, value: "a,b"}'];
    expect(inlineTag(LEAF, 'valuesObject: {image: {tag: object}}', ...parameters)).toEqual({ tag: 'a,b' });
    expect(inlineTag(...parameters, 'fileParameters: [{name: image.tag, path: $values/pin.txt}]')).toEqual({
      tag: 'pinned, yes',
    });
  });

  it('know the build environment', () => {
    expect(
      inlineTag('parameters: [{name: image.tag, value: "${ARGOCD_APP_NAME}-$ARGOCD_APP_NAMESPACE$$"}]'),
    ).toEqual({ tag: 'shop-shop-ns$' });
  });

  it('are placed when they are wrong', () => {
    expect(problems({}, 'valuesObject: [a]')).toEqual([
      'value-file-invalid application.yaml:12:9 helm.valuesObject must be a mapping of keys',
    ]);
    expect(problems({}, 'values: "a: ["')[0]).toMatch(
      /^yaml-invalid application\.yaml:12:17 line 1 of helm\.values: /,
    );
    expect(problems({}, 'parameters:', '  - name: "list[x]"', '    value: "1"')).toEqual([
      'template-failed application.yaml:14:20 failed parsing --set data: error parsing index: strconv.Atoi: parsing "x": invalid syntax',
    ]);
  });

  it('refuse a subchart that is no table', () => {
    const chart = { ...CHART, 'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n' };
    const rendered = render({ 'application.yaml': helm('valuesObject: {db: none}') }, chart);
    expect(rendered.failure).toBe('type mismatch on db: %!t(string=none)');
  });
});

describe('value file patterns', () => {
  it('yield their files in order, one that is listed by name keeps its place', () => {
    const files = {
      'v/a.yaml': 'image: {tag: a}',
      'v/b.yaml': 'image: {tag: b}',
      'v/deep/c.yaml': 'image: {tag: c}',
    };
    const tag = (list: string): unknown =>
      render({ ...files, 'application.yaml': helm(`valueFiles: ${list}`) }, CHART).manifests[0]?.object[
        'data'
      ];
    expect(tag('["$values/v/*.yaml"]')).toEqual({ tag: 'b' });
    expect(tag('["$values/v/**/*.yaml"]')).toEqual({ tag: 'c' });
    expect(tag('["$values/v/*.yaml", "$values/v/a.yaml"]')).toEqual({ tag: 'a' });
    expect(problems(files, 'valueFiles: ["$values/nope/*.yaml"]')).toEqual([
      'value-file-missing application.yaml:12:22 value file pattern $values/nope/*.yaml matches no file',
    ]);
  });
});

describe('layers', () => {
  it('stand lowest first, each with its origin', () => {
    const chart = {
      ...CHART,
      'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'chart/charts/db/values.yaml': 'size: 1\n',
    };
    const lines = [LEAF, 'valuesObject: {a: 1}', 'parameters: [{name: db.size, value: "2"}]'];
    const { layers } = render(
      { 'application.yaml': helm(...lines), 'leaf/values.yaml': 'b: 1\n---\nc: 1\n' },
      chart,
    );
    expect(
      layers.map(({ kind, at, data, origin }) => ({
        kind,
        at,
        data,
        from: [origin.file.tree.prefix + origin.file.path, origin.document, origin.path.join('.')],
      })),
    ).toEqual([
      {
        kind: 'chart',
        at: ['db'],
        data: { size: 1 },
        from: ['../apps/shop/chart/charts/db/values.yaml', 0, ''],
      },
      {
        kind: 'chart',
        at: [],
        data: { image: { tag: '1' } },
        from: ['../apps/shop/chart/values.yaml', 0, ''],
      },
      { kind: 'file', at: [], data: { b: 1 }, from: ['leaf/values.yaml', 0, ''] },
      { kind: 'file', at: [], data: { c: 1 }, from: ['leaf/values.yaml', 1, ''] },
      {
        kind: 'inline',
        at: [],
        data: { a: 1 },
        from: ['application.yaml', 0, 'spec.sources.0.helm.valuesObject'],
      },
      {
        kind: 'parameter',
        at: [],
        data: { db: { size: 2 } },
        from: ['application.yaml', 0, 'spec.sources.0.helm.parameters.0.value'],
      },
    ]);
  });

  it('are not changed by templates, nor is the chart for the next Application', () => {
    const change = '{{ $_ := set .Values.image "tag" "changed" }}{{ $_ := set .Chart "Name" "changed" }}';
    const chart = {
      ...CHART,
      'chart/templates/config.yaml': `${CHART['chart/templates/config.yaml']}  name: {{ .Chart.Name }}${change}`,
    };
    const trees = treesOf(
      memoryTree({ 'application.yaml': helm(LEAF), 'leaf/values.yaml': 'image: {pull: x}' }),
      chart,
    );
    const renderer = createRenderer(trees, configFrom({}));
    const renders = [1, 2].map(() => renderer.render(applicationOf(trees)));
    for (const { layers, manifests } of renders) {
      expect(layers.map(({ data }) => data)).toEqual([{ image: { tag: '1' } }, { image: { pull: 'x' } }]);
      expect(manifests[0]!.object['data']).toEqual({ tag: '1', name: 'shop' });
    }
  });
});
