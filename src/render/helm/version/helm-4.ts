import { metadataMap } from '../chart-map.ts';
import { splitAtLines } from '../document-parts.ts';
import { executionLines } from '../execution-lines.ts';
import { helmFunctions } from '../functions/index.ts';
import { apiVersions, INSTALL_ORDER, ordered } from './known-kinds.ts';
import type { HelmVersion } from './types.ts';

/** Helm 4.2, the one inside Argo CD. */
export const HELM_4: HelmVersion = {
  build: [
    { name: 'Version', key: 'version', value: 'v4.2' },
    { name: 'GitCommit', key: 'git_commit', value: '' },
    { name: 'GitTreeState', key: 'git_tree_state', value: '' },
    { name: 'GoVersion', key: 'go_version', value: 'go1.26' },
    { name: 'KubeClientVersion', key: 'kube_client_version', value: 'v1.36' },
  ],
  kubeVersion: '1.36.0',
  apiVersions: apiVersions({ scheduling: 'v1alpha2 v1beta1 v1', storagemigration: 'v1beta1' }),
  packages: { common: 'common', chart: 'v2', release: 'util' },
  installOrder: ordered([...INSTALL_ORDER, 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']),
  functions: helmFunctions(),
  keepsKubeSuffix: true,
  checksApiVersion: true,
  stacksDocuments: true,
  keepsDefaultNulls: false,
  takesJsonObjects: true,
  refusesOpenIndex: false,
  sharesAliased: false,
  readsEmptyLines: false,
  chartObject: metadataMap,
  splitDocuments: splitAtLines,
  words: {
    missingDependencies:
      'an error occurred while checking for chart dependencies. ' +
      "You may need to run 'helm dependency build' to fetch missing dependencies: ",
    archiveBound: 'maximum size',
    noChartFile: (folder) =>
      folder === undefined
        ? 'unable to detect chart version, no Chart.yaml found'
        : `unable to detect chart at ${folder}/Chart.yaml: open ${folder}/Chart.yaml: no such file or directory`,
    releaseName: 'release name check failed: ',
    dependencies: 'chart dependencies processing failed: ',
    valuesDocument: 'cannot unmarshal yaml document: ',
    execution: executionLines,
  },
};
