import { FILE_START, fileName } from '../source-file.ts';
import { filesUnder } from '../tree-files.ts';
import type { Config } from '../config/types.ts';
import type { Application, JsonObject, KubernetesObject, Leaf, Origin, SourceFile, Trees } from '../types.ts';
import { sanitizeName } from './argo-names.ts';
import type { Notices } from './notices.ts';

/** What a repoURL of `.` stands for in a made Application: the checked tree (`load` resolves it). */
const CHECKED = '.';

/**
 * A leaf that no Application covers: rendered with the chart that the config names, else reported. Where some
 * ApplicationSet could not be expanded, `unsure` names it: its leaves can't be told from orphans, which is a gap then.
 */
export function adoptOrphans(
  orphans: readonly Leaf[],
  unsure: readonly string[],
  trees: Trees,
  config: Config,
  notices: Notices,
): Application[] {
  const { chart } = config.leaves;
  if (chart !== undefined) return orphans.map((leaf) => madeApplication(leaf, chart, trees));
  for (const leaf of orphans) {
    const isSure = unsure.length === 0;
    const reason = isSure
      ? 'no Application deploys it'
      : `is not known to be deployed: ${unsure.join(', ')} could not be expanded`;
    if (isSure && holdsManifests(leaf, trees)) reportOrphan(leaf, trees, notices);
    notices.gap(leaf.path, reason, originOf(leaf, trees));
  }
  return [];
}

function reportOrphan(leaf: Leaf, trees: Trees, notices: Notices): void {
  const { file } = originOf(leaf, trees);
  const message = `no Application deploys the leaf ${leaf.path}; name its chart in leaves.chart, or remove it`;
  notices.problems.push({
    ruleId: 'leaf-orphaned',
    message,
    location: { file: fileName(file), range: FILE_START },
    leaf,
  });
}

const MANIFEST = /\.(?:ya?ml|json|jsonnet)$/;

/** A folder of pictures may lie as deep as a leaf; nobody means to deploy that. */
function holdsManifests(leaf: Leaf, { checked }: Trees): boolean {
  return filesUnder(checked, leaf.path).some((file) => MANIFEST.test(file));
}

function madeApplication(
  leaf: Leaf,
  chart: NonNullable<Config['leaves']['chart']>,
  trees: Trees,
): Application {
  const name = sanitizeName(Object.values(leaf.segments).join('-')) || 'leaf';
  const namespace = leaf.segments.service ?? name;
  const valueFiles = leaf.values === undefined ? [] : [`$leaf/${leaf.values.path}`];
  const helm = { releaseName: namespace, valueFiles };
  const source: JsonObject = { repoURL: fillIn(chart.repoURL, leaf), path: fillIn(chart.path, leaf), helm };
  const sources: readonly JsonObject[] = [source, { repoURL: CHECKED, ref: 'leaf' }];
  const destination = { name: leaf.segments.cluster ?? 'in-cluster', namespace };
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { project: 'default', destination, sources },
  } satisfies KubernetesObject;
  return {
    name,
    namespace: 'argocd',
    object,
    origin: originOf(leaf, trees),
    leaf,
    production: leaf.production,
  };
}

function fillIn(pattern: string, { segments }: Leaf): string {
  return pattern.replace(/\{(\w+)\}/g, (token, name: string) =>
    Object.hasOwn(segments, name) ? segments[name]! : token,
  );
}

/** The leaf's values file, or any other file in it. */
function originOf(leaf: Leaf, trees: Trees): Origin {
  const files = trees.checked.list();
  const any = (): SourceFile => ({
    tree: trees.checked,
    path: files.find((file) => file.startsWith(`${leaf.path}/`)) ?? leaf.path,
  });
  return { file: leaf.values ?? any(), document: 0, path: [] };
}
