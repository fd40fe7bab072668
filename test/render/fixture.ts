import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import type {
  Application,
  JsonObject,
  KubernetesObject,
  Problem,
  Rendered,
  SourceTree,
  Trees,
} from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';

export const GITOPS = 'https://git.example.com/platform/gitops.git';
export const APPS = 'https://git.example.com/apps/shop.git';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The checked tree, and beside it an app repository; a repoURL that is neither resolves to nothing. */
export function treesOf(checked: SourceTree, apps: Files = {}): Trees {
  const known = new Map<string, SourceTree>([
    [GITOPS, checked],
    [APPS, memoryTree(apps, '../apps/shop/')],
  ]);
  return {
    checked,
    resolve: (repoURL) => {
      const tree = known.get(repoURL);
      return tree ? { tree } : { reason: 'is not among `repositories:` in plimsoll.yaml' };
    },
  };
}

/** The Application that stands in `application.yaml` of the checked tree. */
export function applicationOf(trees: Trees, path = 'application.yaml'): Application {
  const read = trees.checked.read(path);
  if (!read.ok) throw new Error(`${path} ${read.reason}`);
  const object = parseYaml(read.text).documents[0]!.value as unknown as KubernetesObject;
  const origin = { file: { tree: trees.checked, path }, document: 0, path: [] };
  return { name: object.metadata.name, namespace: 'argocd', object, origin, production: false };
}

/** `application.yaml` with one source, given as YAML lines below `source:`. */
export function application(...source: string[]): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    'metadata:',
    '  name: shop',
    'spec:',
    '  destination:',
    '    namespace: shop-ns',
    ...source,
    '',
  ].join('\n');
}

export function render(checked: Files, apps: Files = {}, config: JsonObject = {}): Rendered {
  return renderTree(memoryTree(checked), apps, config);
}

export function renderTree(checked: SourceTree, apps: Files = {}, config: JsonObject = {}): Rendered {
  const trees = treesOf(checked, apps);
  return createRenderer(trees, configFrom(config)).render(applicationOf(trees));
}

/** A problem as `rule file:line:character message`. */
export function shown({ ruleId, message, location }: Problem): string {
  const { line, character } = location.range.start;
  return `${ruleId} ${location.file}:${line}:${character} ${message}`;
}

export function kinds({ manifests }: Rendered): string[] {
  return manifests.map(({ object }) => `${object.kind}/${object.metadata.name}`);
}

/** A chart of one ConfigMap below `chart/`. */
export const CHART: Readonly<Record<string, string>> = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'image:\n  tag: "1"\n',
  'chart/templates/config.yaml': [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: {{ .Release.Name }}',
    '  namespace: {{ .Release.Namespace }}',
    'data:',
    '  tag: {{ .Values.image.tag | quote }}',
    '',
  ].join('\n'),
};
