/** Charts of our own, one for each way that a value can take into a manifest. Paths are inside the chart's folder. */

export interface TracedChart {
  readonly files: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

const CHART = 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n';

function configMap(...data: string[]): string {
  const lines = data.map((line) => `  ${line}\n`).join('');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n${lines}`;
}

function chart(values: string, template: string, more: Record<string, string> = {}): TracedChart {
  return {
    files: { 'Chart.yaml': CHART, 'values.yaml': values, 'templates/main.yaml': template, ...more },
  };
}

export const charts: ReadonlyMap<string, TracedChart> = new Map([
  [
    'include, with its own context',
    chart(
      'image:\n  repository: registry.example.com/shop\n  tag: "1.0"\nnames:\n  first: one\n  second: two\n',
      configMap(
        'image: {{ include "shop.image" .Values.image | quote }}',
        'names: {{ include "shop.names" (dict "root" $ "names" .Values.names "more" "x") }}',
      ),
      {
        'templates/_helpers.tpl':
          '{{- define "shop.image" -}}{{ .repository }}:{{ .tag }}{{- end -}}\n' +
          '{{- define "shop.names" -}}{{ .names.first | upper }}-{{ .names.second }}-{{ .root.Values.image.tag }}{{- end -}}\n',
      },
    ),
  ],
  [
    'tpl, and a file of a ConfigMap made by it',
    chart(
      'greeting: hello\nhost: shop.example.com\nport: 8080\ntext: "{{ .Values.greeting }}, {{ .Values.host }}"\n',
      configMap(
        'text: {{ tpl .Values.text . | quote }}',
        'server.conf: |',
        '  {{- tpl (.Files.Get "files/server.conf") . | nindent 4 }}',
      ),
      { 'files/server.conf': 'listen {{ .Values.port }};\nserver_name {{ .Values.host }};\nroot /srv;\n' },
    ),
  ],
  [
    'range over lists and maps, by index and by key',
    chart(
      'ports:\n  - name: http\n    port: 80\n  - name: metrics\n    port: 9090\nlabels:\n  tier: front\n  team: shop\nhosts: [a.example.com, b.example.com]\n',
      configMap(
        '{{- range $index, $port := .Values.ports }}',
        'port-{{ $index }}: "{{ $port.port }}/{{ $port.name }}"',
        '{{- end }}',
        '{{- range $key, $value := .Values.labels }}',
        'label-{{ $key }}: {{ $value }}',
        '{{- end }}',
        'second: {{ index .Values.hosts 1 }}',
        'first: {{ (index .Values.ports 0).name }}',
        'hosts: {{ join "," .Values.hosts }}',
      ),
    ),
  ],
  [
    'variables, with, and what is assigned later',
    chart(
      'image:\n  tag: "1.0"\n  digest: ""\nnet:\n  host: shop\n  domain: example.com\n',
      configMap(
        '{{- $tag := .Values.image.tag }}',
        '{{- if .Values.image.digest }}{{ $tag = .Values.image.digest }}{{ end }}',
        'tag: {{ $tag | quote }}',
        '{{- with .Values.net }}',
        'host: {{ printf "%s.%s" .host .domain }}',
        '{{- end }}',
      ),
    ),
  ],
  [
    'maps printed whole',
    chart(
      'resources:\n  limits:\n    cpu: 2\n    memory: 3Gi\n  requests:\n    cpu: 1\nargs: [--verbose, --color=auto]\nannotations: {}\n',
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
  {{- with .Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  containers:
    - name: shop
      args:
        {{- toYaml .Values.args | nindent 8 }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
`,
    ),
  ],
  [
    'merged dictionaries',
    chart(
      'common:\n  team: shop\n  tier: front\nown:\n  tier: back\n',
      configMap(
        '{{- toYaml (merge (dict) .Values.own .Values.common) | nindent 2 }}',
        '{{- $all := mergeOverwrite (deepCopy .Values.common) .Values.own }}',
        'tier2: {{ $all.tier }}',
      ),
    ),
  ],
  [
    'choices',
    chart(
      'primary: ""\nsecondary: two\nenabled: true\non: "yes"\noff: "no"\nname: shop\n',
      configMap(
        'chosen: {{ coalesce .Values.primary .Values.secondary "three" }}',
        'default: {{ .Values.primary | default .Values.secondary | quote }}',
        'ternary: {{ ternary .Values.on .Values.off .Values.enabled | quote }}',
        'required: {{ required "a name is needed" .Values.name }}',
      ),
    ),
  ],
  [
    'get, dig and index',
    chart(
      'config:\n  cache:\n    size: 12\n    kind: lru\n',
      configMap(
        'size: {{ get (get .Values.config "cache") "size" | quote }}',
        'kind: {{ dig "config" "cache" "kind" "none" (.Values | merge (dict)) }}',
        'again: {{ index .Values "config" "cache" "kind" }}',
        'absent: {{ dig "config" "cache" "ttl" "60" (.Values | merge (dict)) | quote }}',
      ),
    ),
  ],
  [
    'guards that a helper answers',
    chart(
      'metrics:\n  enabled: true\n  port: 9090\ningress:\n  enabled: false\nclass: ""\n',
      configMap(
        '{{- if include "shop.metrics" . }}',
        'metrics: "on"',
        '{{- end }}',
        '{{- if or .Values.ingress.enabled (eq .Values.class "public") }}',
        'ingress: "on"',
        '{{- else }}',
        'ingress: "off"',
        '{{- end }}',
      ),
      {
        'templates/_helpers.tpl':
          '{{- define "shop.metrics" -}}{{- if and .Values.metrics.enabled (gt (int .Values.metrics.port) 0) -}}true{{- end -}}{{- end -}}\n',
        'templates/ingress.yaml':
          '{{- if .Values.ingress.enabled }}\n{{ include "shop.ingress" . }}\n{{- end }}\n',
        'templates/_ingress.tpl':
          '{{- define "shop.ingress" -}}\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n{{- end -}}\n',
      },
    ),
  ],
  [
    'subcharts, aliases and globals',
    {
      files: {
        'Chart.yaml': `${CHART}dependencies:\n  - name: db\n    version: 0.1.0\n    alias: store\n    condition: store.enabled\n`,
        'values.yaml': 'global:\n  region: eu\nstore:\n  enabled: true\n  size: 10\n',
        'templates/main.yaml': configMap(
          'region: {{ .Values.global.region }}',
          'size: "{{ .Values.store.size }}"',
        ),
        'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
        'charts/db/values.yaml': 'size: 5\nmode: single\n',
        'charts/db/templates/main.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: db
data:
  size: "{{ .Values.size }}"
  mode: {{ .Values.mode }}
  region: {{ .Values.global.region }}
`,
      },
    },
  ],
  [
    'labels that helpers merge one after another, after many reads',
    chart(
      'podLabels: {}\ncommonLabels: {}\nextra:\n  tier: front\n',
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
  {{- $labels := include "shop.merge" (dict "values" (list .Values.podLabels .Values.commonLabels .Values.extra) "context" .) }}
  labels:
    {{- include "shop.labels" (dict "custom" $labels "context" $) | nindent 4 }}
`,
      {
        'templates/_helpers.tpl':
          '{{- define "shop.render" -}}{{- $value := typeIs "string" .value | ternary .value (.value | toYaml) }}' +
          '{{- if contains "{{" (toJson .value) }}{{ tpl $value .context }}{{ else }}{{ $value }}{{ end }}{{- end -}}\n' +
          '{{- define "shop.merge" -}}{{- $dst := dict -}}{{- range .values -}}' +
          '{{- $dst = include "shop.render" (dict "value" . "context" $.context) | fromYaml | merge $dst -}}' +
          '{{- end -}}{{ $dst | toYaml }}{{- end -}}\n' +
          '{{- define "shop.labels" -}}{{- $default := dict "app" .context.Release.Name "chart" .context.Chart.Name -}}' +
          '{{ template "shop.merge" (dict "values" (list .custom $default) "context" .context) }}{{- end -}}\n',
      },
    ),
  ],
  [
    'a text of several lines that may have more of them',
    chart(
      'port: 80\ncustom: ""\ntls:\n  enabled: false\n',
      configMap(
        'server.conf: |+',
        '  listen {{ .Values.port }}',
        '  {{- include "shop.tls" . | nindent 4 }}',
        '  {{- if .Values.custom }}',
        '  {{ .Values.custom | nindent 4 }}',
        '  {{- end }}',
      ),
      {
        'templates/_helpers.tpl':
          '{{- define "shop.tls" -}}{{- if .Values.tls.enabled }}tls on{{ end -}}{{- end -}}\n',
      },
    ),
  ],
  [
    'documents that come and go, in one file',
    chart(
      'clusterScoped: true\ncreate: true\n',
      `{{- if .Values.create }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: shop-cluster
{{- if .Values.clusterScoped }}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
{{- end }}
---
{{- if .Values.clusterScoped }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop-all
{{- end }}
---
{{- if not .Values.clusterScoped }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop-one
{{- end }}
{{- end }}
`,
    ),
  ],
  [
    'a key that a helper may print behind others',
    chart(
      'pullSecrets: []\nname: ""\n',
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  serviceAccountName: {{ default (printf "%s-%s" .Release.Name .Chart.Name) .Values.name }}
  containers: []
  {{- include "shop.pullSecrets" . | nindent 2 }}
`,
      {
        'templates/_helpers.tpl':
          '{{- define "shop.pullSecrets" -}}{{- $names := list -}}{{- range .Values.pullSecrets -}}{{- $names = append $names . -}}{{- end -}}' +
          '{{- if $names }}\nimagePullSecrets:\n{{- range $names | uniq }}\n  - name: {{ . }}\n{{- end }}\n{{- end }}{{- end -}}\n',
      },
    ),
  ],
  [
    'variables that hold a choice',
    chart(
      'ha: false\nsimple: true\ntag: ""\nother: two\nswitch: true\na: one\nb: three\n',
      `{{- $simple := and (not .Values.ha) .Values.simple }}
{{- $tag := .Values.tag | default .Values.other }}
{{- $chosen := ternary .Values.a .Values.b .Values.switch }}
apiVersion: apps/v1
{{- if $simple }}
kind: Deployment
{{- else }}
kind: StatefulSet
{{- end }}
metadata:
  name: shop
  labels:
    tag: {{ $tag }}x
    chosen: {{ $chosen }}x
`,
    ),
  ],
  [
    'a value of null that must be a boolean to be printed, and names that say which value it is',
    chart(
      'hostUsers: null\npriority: ""\nsecurity: {}\nserviceAccount:\n  name: ""\n  create: true\n',
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  {{- include "shop.spec" . | nindent 2 }}
`,
      {
        'templates/_helpers.tpl':
          '{{- define "shop.spec" -}}\ncontainers: []\n' +
          '{{- with .Values.security }}\nsecurityContext: {{ toYaml . | nindent 2 }}\n{{- end }}\n' +
          'serviceAccountName: {{ if .Values.serviceAccount.create }}{{ default .Release.Name .Values.serviceAccount.name }}{{ else }}default{{ end }}\n' +
          '{{- if kindIs "bool" .Values.hostUsers }}\nhostUsers: {{ .Values.hostUsers }}\n{{- end }}\n' +
          '{{- if .Values.priority }}\npriorityClassName: {{ .Values.priority }}\n{{- end }}\n{{- end -}}\n',
      },
    ),
  ],
  [
    'an item that a list may have more, behind values that nobody sets',
    chart(
      `${Array.from({ length: 12 }, (_, at) => `v${at}:\n`).join('')}extra: false\n`,
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  env:
${Array.from({ length: 12 }, (_, at) => `    - name: "{{ .Values.v${at} }}-${at}"\n`).join('')}    {{- if .Values.extra }}
    - name: extra
    {{- end }}
`,
    ),
  ],
  [
    'a printed key, empty blocks of text, and a guard around a block',
    chart(
      'label: app.example.com/shop\ncertificate: ""\nlog: ""\nown: true\ngroup: 1000\n',
      `apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels:
    {{ .Values.label }}: shop
data:
  certificate.pem: |-
    {{ .Values.certificate | b64enc | nindent 4 }}
  log: |-
{{ .Values.log | indent 4 }}
{{- if .Values.own }}
  own.sh: |
    set -eu

    chown -R {{ .Values.group }} /data
{{- end }}
  tail.sh: |
    tail -f
`,
    ),
  ],
  [
    'an item that a list may have more, behind comments',
    chart(
      'first: false\nhosts: []\n',
      `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  env:
    - name: always
      value: "{{ .Values.first }}"
    {{- if .Values.first }}
    - name: first
    {{- end }}
    # Of hosts,
    # each one.
    {{- range $index, $host := .Values.hosts }}
    - name: host-{{ $index }}
    {{- end }}
  hostNetwork: true
`,
    ),
  ],
  [
    'lines of one include, of which another shows the same text',
    chart(
      'domain: shop\nreplicas: 1\n',
      `apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels: {{- include "shop.labels" . | nindent 4 }}
`,
      {
        'templates/_helpers.tpl':
          '{{- define "shop.labels" -}}\ngroup: shop\ndomain: {{ .Values.domain }}\nreplicas: "{{ .Values.replicas }}"\n{{- end -}}\n',
      },
    ),
  ],
]);
