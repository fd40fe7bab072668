import { expect, it } from 'vitest';
import { check } from '../scratch-fleet.ts';

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web}
spec:
  project: default
  source: {repoURL: https://git.example.com/fleet.git, path: chart, helm: {valueFiles: [../values.yaml]}}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;

/** Where an image that is not pinned is said to be mended. */
async function placeOf(template: string): Promise<string[]> {
  const { diagnostics } = await check({
    'web.yaml': APPLICATION,
    'values.yaml': 'job:\n  enabled: true\n  plain: true\n',
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
    'chart/values.yaml': 'job: {}\n',
    'chart/templates/job.yaml': template,
  });
  return diagnostics
    .filter(({ ruleId }) => ruleId === 'image-not-pinned')
    .map(({ location: { file, range } }) => `${file}:${range.start.line}`);
}

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: job}\nspec:\n  containers:\n    - name: a\n';

it('leads a literal of the own chart to its line, and not to what switches the whole resource on', async () => {
  const template = `{{- if .Values.job.enabled }}\n${HEAD}      image: busybox:1.36\n{{- end }}\n`;
  expect(await placeOf(template)).toEqual(['chart/templates/job.yaml:8']);
});

it('leads a literal that a value picks to that value', async () => {
  const image = '{{ if .Values.job.plain }}busybox:1.36{{ else }}busybox@sha256:0{{ end }}';
  expect(await placeOf(`${HEAD}      image: ${image}\n`)).toEqual(['values.yaml:3']);
});
