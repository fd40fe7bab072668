import { describe, expect, it } from 'vitest';
import type { Json, Problem } from '../../src/types.ts';
import { application, APPS, CHART, GITOPS, kinds, render, shown } from './fixture.ts';

/** Renders the chart with a schema; the values stand in `leaf.yaml`. */
function withSchema(
  schema: Json | string,
  values: string,
  helm = '',
  files: Record<string, string> = {},
): ReturnType<typeof render> {
  const source = application(
    '  source:',
    `    repoURL: ${GITOPS}`,
    '    path: chart',
    `    helm: {valueFiles: [/leaf.yaml]${helm}}`,
  );
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema, null, 2);
  return render({
    ...CHART,
    'application.yaml': source,
    'leaf.yaml': values,
    'chart/values.schema.json': text,
    ...files,
  });
}

function at({ file, range }: Problem['location']): string {
  return `${file}:${range.start.line}`;
}

function place({ ruleId, location, related }: Problem): string {
  return [ruleId, at(location), ...(related ?? []).map(at)].join(' ');
}

describe('a value that the schema refuses', () => {
  const schema = {
    properties: {
      image: { required: ['repository'], properties: { tag: { type: 'string', pattern: '^v' } } },
      ports: { items: { maximum: 65_535 } },
    },
  };

  it('is told on its own line, with the line of the schema', () => {
    const values = 'image:\n  repository: x\n  tag: "1"\nports:\n  - 80\n  - 70000\n';
    const { problems, failure, manifests } = withSchema(schema, values);
    expect(problems.map(place)).toEqual([
      'values-schema leaf.yaml:3 chart/values.schema.json:10',
      'values-schema leaf.yaml:6 chart/values.schema.json:16',
    ]);
    expect(problems[0]!.message).toBe(
      "image.tag: '1' does not match pattern '^v' (values.schema.json of shop)",
    );
    expect(failure).toBeDefined();
    expect(manifests).toEqual([]);
  });

  it('is told on the nearest key where it is missing', () => {
    const { problems } = withSchema(schema, 'image:\n  tag: v1\n');
    expect(problems.map(place)).toEqual(['values-schema leaf.yaml:1 chart/values.schema.json:4']);
  });

  it('is told in the layer that set it', () => {
    const inDefaults = withSchema(
      { properties: { image: { properties: { tag: { type: 'integer' } } } } },
      'a: 1\n',
    );
    expect(inDefaults.problems.map(place)).toEqual([
      'values-schema chart/values.yaml:2 chart/values.schema.json:6',
    ]);
    const parameter = withSchema(
      { properties: { num: { type: 'string' } } },
      'num: x\n',
      ', parameters: [{name: num, value: "5"}]',
    );
    expect(parameter.problems.map(place)).toEqual([
      'values-schema application.yaml:11 chart/values.schema.json:4',
    ]);
  });

  it('of a subchart is told where the parent set it', () => {
    const files = {
      'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'chart/charts/db/values.schema.json':
        '{"properties": {"size": {"type": "integer"}, "global": {"properties": {"zone": {"type": "integer"}}}}}',
    };
    const { problems } = withSchema('{}', 'db:\n  size: big\nglobal:\n  zone: a\n', '', files);
    expect(problems.map(place)).toEqual([
      'values-schema leaf.yaml:4 chart/charts/db/values.schema.json:1',
      'values-schema leaf.yaml:2 chart/charts/db/values.schema.json:1',
    ]);
  });

  it('stands in the values of the author where the chart is another repository’s', () => {
    const source = application(
      '  source:',
      `    repoURL: ${APPS}`,
      '    path: chart',
      '    helm: {valuesObject: {num: 1}}',
    );
    const apps = { ...CHART, 'chart/values.schema.json': '{"properties": {"num": {"type": "string"}}}' };
    const { problems } = render({ 'application.yaml': source }, apps);
    expect(problems.map(place)).toEqual([
      'values-schema application.yaml:11 ../apps/shop/chart/values.schema.json:1',
    ]);
  });

  it('is nobody’s business with skipSchemaValidation', () => {
    const rendered = withSchema(schema, 'image: {tag: "1"}\n', ', skipSchemaValidation: true');
    expect(rendered.problems).toEqual([]);
    expect(kinds(rendered)).toEqual(['ConfigMap/shop']);
  });
});

describe('a schema that costs too much', () => {
  const levels = Array.from({ length: 40 }, (_, level): [string, Json] => {
    const next = { $ref: `#/$defs/d${level + 1}` };
    return [`d${level}`, level === 39 ? { type: 'string' } : { anyOf: [next, next] }];
  });

  it('by alternatives of alternatives', () => {
    const { problems } = withSchema({ $ref: '#/$defs/d0', $defs: Object.fromEntries(levels) }, 'a: 1\n');
    expect(problems.map(shown)).toEqual([
      expect.stringContaining('it takes more than 30000000 steps (limits.steps in plimsoll.yaml)'),
    ]);
  });

  it('by references in a row', () => {
    const row = Array.from({ length: 5000 }, (_, at): [string, Json] => [
      `d${at}`,
      { $ref: `#/$defs/d${at + 1}` },
    ]);
    const { problems } = withSchema(
      { $ref: '#/$defs/d0', $defs: Object.fromEntries([...row, ['d5000', {}]]) },
      'a: 1\n',
    );
    expect(problems.map(shown)).toEqual([expect.stringContaining('it leads through more than 600 schemas')]);
  });

  it('not by leading to itself', () => {
    const tree = { properties: { image: { $ref: '#' } }, additionalProperties: { $ref: '#' } };
    expect(withSchema(tree, 'a: {b: {c: {}}}\n').problems).toEqual([]);
  });
});

function hook(name: string): Record<string, string> {
  const annotations = `  annotations:\n    helm.sh/hook: ${name}\n`;
  return {
    'chart/templates/job.yaml': `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\n${annotations}`,
  };
}

describe('hooks', () => {
  it.each([
    ['preinstall', 'error', 'Helm knows no hook "preinstall" and leaves Job j out'],
    [
      'pre-rollback',
      'warning',
      'Argo CD never applies Job j: it has no counterpart of the hook pre-rollback',
    ],
  ])('%s is said', (name, severity, message) => {
    const [problem, ...others] = withSchema('{}', 'a: 1\n', '', hook(name)).problems;
    expect(problem).toMatchObject({ ruleId: 'hook-unknown', severity, message });
    expect(place(problem!)).toBe('hook-unknown chart/templates/job.yaml:6');
    expect(others).toEqual([]);
  });

  it.each(['pre-install', '"post-install,test"', 'post-delete', 'test'])('%s is fine', (name) => {
    expect(withSchema('{}', 'a: 1\n', '', hook(name)).problems).toEqual([]);
  });
});
