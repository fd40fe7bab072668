import { expect, it } from 'vitest';
import { check, type Files } from './scratch-fleet.ts';

const URL = 'https://git.example.com/fleet.git';

function application(name: string, path: string): string {
  const source = `{repoURL: ${URL}, path: ${path}}`;
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: argocd}
  source: ${source}
`;
}

function chart(folder: string, template: string, dependencies = ''): Files {
  return {
    [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: root\nversion: 1.0.0\n${dependencies}`,
    [`${folder}/templates/apps/all.yaml`]: template,
  };
}

it('names the charts that make Applications which nothing here deploys', async () => {
  const makes = application('web', 'deployed').replace('metadata', '{{ if true }}\nmetadata') + '{{ end }}\n';
  const dependencies = 'dependencies: [{name: root, version: 1.0.0, repository: "file://../library"}]\n';
  const { coverage } = await check({
    ...chart('roots/prod', makes),
    ...chart('roots/test', makes),
    ...chart('roots/test/charts/nested', makes),
    ...chart('roots/library', makes),
    ...chart('deployed', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'),
    ...chart('roots/umbrella', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n', dependencies),
    ...chart('crds', 'spec: {group: argoproj.io, names: {kind: Applications}}\n'),
    'test.yaml': application('test', './roots/test/'),
    'deployed.yaml': application('deployed', 'deployed'),
  });
  expect(coverage.gaps.map(({ what, location }) => `${what} ${location?.file}`)).toEqual([
    'chart roots/prod roots/prod/Chart.yaml',
  ]);
});

it('says nothing of a chart that the one Application beside it deploys', async () => {
  const makes = 'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\n{{ fail "no" }}\n';
  const { coverage } = await check({ ...chart('root', makes), 'root.yaml': application('root', 'root') });
  expect(coverage.gaps.map(({ what }) => what)).toEqual(['Application root']);
});
