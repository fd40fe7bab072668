import { metadataStruct } from '../chart-struct.ts';
import { splitAtBlanks } from '../document-parts.ts';
import { helmFunctions } from '../functions/index.ts';
import { helm3Log } from './helm-3-log.ts';
import { apiVersions, INSTALL_ORDER, ordered } from './known-kinds.ts';
import type { HelmVersion } from './types.ts';

/** Helm 3.22. */
export const HELM_3: HelmVersion = {
  build: [
    { name: 'Version', key: 'version', value: 'v3.22' },
    { name: 'GitCommit', key: 'git_commit', value: '' },
    { name: 'GitTreeState', key: 'git_tree_state', value: '' },
    { name: 'GoVersion', key: 'go_version', value: 'go1.26' },
  ],
  kubeVersion: '1.37.0',
  apiVersions: apiVersions({
    lifecycle: 'v1alpha1',
    scheduling: 'v1alpha3 v1beta1 v1',
    storagemigration: 'v1 v1beta1',
  }),
  packages: { common: 'chartutil', chart: 'chart', release: 'releaseutil' },
  installOrder: ordered(INSTALL_ORDER),
  functions: helmFunctions(['mustToYaml', 'mustToToml']),
  keepsKubeSuffix: false,
  checksApiVersion: false,
  stacksDocuments: false,
  keepsDefaultNulls: true,
  takesJsonObjects: false,
  refusesOpenIndex: true,
  sharesAliased: true,
  readsEmptyLines: true,
  chartObject: metadataStruct,
  splitDocuments: splitAtBlanks,
  words: {
    missingDependencies:
      'An error occurred while checking for chart dependencies. ' +
      'You may need to run `helm dependency build` to fetch missing dependencies: ',
    archiveBound: 'maximum file size',
    noChartFile: () => 'Chart.yaml file is missing',
    releaseName: '',
    dependencies: '',
    valuesDocument: '',
    execution: ({ message }) => message,
  },
  logText: helm3Log,
};
