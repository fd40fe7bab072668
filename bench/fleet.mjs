// Writes a fleet of any size: one chart of eight templates, a leaf for each service on each cluster, one ApplicationSet.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chartFiles } from './chart.mjs';

const environments = ['nonprod', 'prod'];
const regions = {
  aws: 'eu-west-1',
  azure: 'northeurope',
  gcp: 'europe-north1',
  oci: 'eu-amsterdam-1',
};
const clustersPerRegion = 5;

/** Makes `platform-gitops/` and `apps/service/` under `folder`; the chart has so many templates, eight at least. */
export function writeFleet(folder, count, templates = 8) {
  const files = { ...gitopsFiles(), ...chartFiles('apps/service/deploy/chart', templates) };
  const leaves = fleetLeaves(count);
  for (const leaf of leaves) files[`platform-gitops/${leaf.path}/values.yaml`] = leafValues(leaf);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return leaves;
}

function fleetLeaves(count) {
  const clusters = environments.flatMap((environment) =>
    Object.entries(regions).flatMap(([cloud, region]) =>
      Array.from({ length: clustersPerRegion }, (_, index) => ({
        environment,
        cloud,
        region,
        cluster: `${region}-${String(index + 1).padStart(2, '0')}`,
      })),
    ),
  );
  return Array.from({ length: count }, (_, index) => {
    const place = clusters[index % clusters.length];
    const service = `service-${String(Math.floor(index / clusters.length) + 1).padStart(4, '0')}`;
    return {
      ...place,
      service,
      path: `environments/${place.environment}/${place.cloud}/${place.cluster}/${service}`,
    };
  });
}

function leafValues({ environment, cloud, region, cluster, service }) {
  const prod = environment === 'prod';
  const digest = createHash('sha256').update(service).digest('hex');
  return `global:
  environment: ${environment}
  cloud: ${cloud}
  region: ${region}
  cluster: ${cloud}-${cluster}

image:
  repository: registry.example.com/bench/${service}
  digest: sha256:${digest}

autoscaling:
  enabled: true
  minReplicas: ${prod ? 4 : 2}
  maxReplicas: ${prod ? 12 : 4}
  targetCPUUtilizationPercentage: 70

resources:
  requests:
    cpu: ${prod ? '500m' : '100m'}
    memory: 512Mi
  limits:
    memory: 512Mi

ingress:
  enabled: true
  className: internal
  hosts:
    - host: ${service}.${cluster}.${cloud}.example.com
      paths:
        - path: /
          pathType: Prefix

externalSecrets:
  enabled: true
  secretStoreRef:
    name: ${environment}-cluster-secrets

podDisruptionBudget:
  minAvailable: ${prod ? 3 : 1}
`;
}

function gitopsFiles() {
  return {
    'platform-gitops/plimsoll.yaml': `repositories:
  https://git.example.com/platform/platform-gitops.git: .
  https://git.example.com/apps/service.git: ../apps/service
`,
    'platform-gitops/applicationsets/workloads.yaml': applicationSet,
    ...Object.fromEntries(
      environments.map((name) => [`platform-gitops/projects/${name}.yaml`, project(name)]),
    ),
  };
}

function project(name) {
  return `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: ${name}
  namespace: argocd
spec:
  sourceRepos:
    - https://git.example.com/platform/platform-gitops.git
    - https://git.example.com/apps/service.git
  destinations:
${Object.entries(regions)
  .map(([cloud, region]) => `    - name: ${cloud}-${region}-*\n      namespace: service-*`)
  .join('\n')}
  clusterResourceWhitelist:
    - group: ""
      kind: Namespace
`;
}

const applicationSet = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: workloads
  namespace: argocd
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - git:
        repoURL: https://git.example.com/platform/platform-gitops.git
        revision: main
        directories:
          - path: environments/*/*/*/*
  template:
    metadata:
      name: '{{ index .path.segments 4 }}-{{ index .path.segments 1 }}-{{ index .path.segments 2 }}-{{ index .path.segments 3 }}'
    spec:
      project: '{{ index .path.segments 1 }}'
      destination:
        name: '{{ index .path.segments 2 }}-{{ index .path.segments 3 }}'
        namespace: '{{ .path.basename }}'
      sources:
        - repoURL: https://git.example.com/apps/service.git
          targetRevision: main
          path: deploy/chart
          helm:
            releaseName: '{{ .path.basename }}'
            valueFiles:
              - $values/{{ .path.path }}/values.yaml
        - repoURL: https://git.example.com/platform/platform-gitops.git
          targetRevision: main
          ref: values
      syncPolicy:
        automated:
          prune: true
          selfHeal: true
        syncOptions: [CreateNamespace=true]
`;
