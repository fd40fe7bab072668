import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import type { Discovered } from '../../src/types.ts';

function find(files: Record<string, string>, config: object = {}): Discovered {
  const checked = memoryTree(files);
  return discover({ checked, resolve: () => ({ tree: checked }) }, configFrom(config as never));
}

function secret(name: string, body: string, labels = ''): string {
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n  labels: {argocd.argoproj.io/secret-type: cluster${labels}}\n  annotations: {owner: team}\n${body}\n`;
}

function said({ problems }: Discovered): string[] {
  return problems.map(({ location: { file, range }, message }) => `${file}:${range.start.line} ${message}`);
}

const TYPE = { 'argocd.argoproj.io/secret-type': 'cluster' };

describe('the inventory', () => {
  it('has the clusters of Secrets, in base64 or plain, by name', () => {
    const { inventory } = find({
      'b.yaml': secret('b', 'stringData: {name: us, server: https://us, project: shop}', ', env: prod'),
      'a.yaml': secret('a', 'data: {name: ZXU=, server: aHR0cHM6Ly9ldQ==}'),
    });
    expect(inventory).toEqual([
      expect.objectContaining({ name: 'eu', server: 'https://eu', project: '', labels: TYPE }),
      expect.objectContaining({
        name: 'us',
        server: 'https://us',
        project: 'shop',
        labels: { ...TYPE, env: 'prod' },
        annotations: { owner: 'team' },
        origin: expect.objectContaining({ document: 0, path: [] }),
      }),
    ]);
  });

  it('has those that the config lists, which win', () => {
    const clusters = [
      { name: 'eu', server: 'https://over', labels: { env: 'dev' }, kubernetes: { version: '1.33.1' } },
    ];
    const files = { 'a.yaml': secret('a', 'stringData: {name: eu, server: https://eu}') };
    expect(find(files, { clusters }).inventory).toEqual([
      {
        name: 'eu',
        server: 'https://over',
        project: '',
        labels: { ...TYPE, env: 'dev' },
        annotations: {},
        kubernetes: { version: '1.33.1' },
      },
    ]);
  });

  it('has those of a file: a list, or Secrets', () => {
    const files = {
      'inventory.yaml': `- {name: one, server: https://one, project: p}\n- {name: two}\n---\n${secret('x', 'stringData: {name: three, server: https://three}')}---\nneither: true\n`,
    };
    const found = find(files, { clusters: './inventory.yaml' });
    expect(found.inventory.map(({ name }) => name)).toEqual(['one', 'three']);
    expect(said(found)).toEqual([
      'inventory.yaml:2 a cluster must have a name and a server',
      'inventory.yaml:12 this is neither a list of clusters nor a cluster Secret',
    ]);
  });

  it('has of an entry of a file what is well formed, and tells the rest on its line', () => {
    const file = [
      '- name: one',
      '  server: https://one',
      '  project: 3',
      '  labels: {env: prod, tier: 1}',
      '  annotations: [x]',
      '  kubernetes:',
      '    version: 1.33',
      '    apiVersions: [example.com/v1, 2]',
      '    flavour: small',
      '  connectionState: {status: Successful}',
      '- {name: two, server: https://two, kubernetes: {version: new, apiVersions: example.com/v1}}',
      '- {name: three, server: https://three, kubernetes: 1.33, labels: null}',
      '',
    ].join('\n');
    const found = find({ 'inventory.yaml': file }, { clusters: 'inventory.yaml' });
    expect(found.inventory).toMatchObject([
      {
        name: 'one',
        project: '',
        labels: { ...TYPE, env: 'prod' },
        annotations: {},
        kubernetes: { apiVersions: ['example.com/v1'] },
      },
      { name: 'three' },
      { name: 'two', kubernetes: {} },
    ]);
    expect(found.inventory[0]!.kubernetes).not.toHaveProperty('version');
    expect(said(found)).toEqual([
      'inventory.yaml:3 project of a cluster must be text, not 3; put it in quotes',
      'inventory.yaml:4 labels.tier of a cluster must be text, not 1; put it in quotes',
      'inventory.yaml:5 annotations of a cluster must be a map of texts, not ["x"]',
      'inventory.yaml:9 kubernetes of a cluster has version and apiVersions, and no flavour',
      'inventory.yaml:7 kubernetes.version of a cluster must be text, not 1.33; put it in quotes',
      'inventory.yaml:8 kubernetes.apiVersions.1 of a cluster must be text, not 2; put it in quotes',
      'inventory.yaml:11 kubernetes.version of a cluster must be a version such as 1.34.0, not "new"',
      'inventory.yaml:11 kubernetes.apiVersions of a cluster must be a list of texts, not "example.com/v1"',
      'inventory.yaml:12 kubernetes of a cluster must be a map of version and apiVersions, not 1.33',
    ]);
  });

  it('tells a Secret that is no cluster, and a file that is not there', () => {
    const files = { 'a.yaml': secret('a', 'stringData: {name: eu}') };
    expect(said(find(files, { clusters: 'nowhere.yaml' }))).toEqual([
      'a.yaml:1 this cluster Secret has no server in its data or stringData',
      expect.stringContaining('nowhere.yaml:1 nowhere.yaml does not exist'),
    ]);
  });
});
