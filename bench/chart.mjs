// The fleet's chart: eight templates, each of which prints one resource, written as most real charts are.

/** path → text of a chart under `folder`; beyond eight templates, copies of these with names and labels of their own. */
export function chartFiles(folder, templates) {
  const entries = [...Object.entries(files), ...copies(templates)];
  return Object.fromEntries(entries.map(([path, text]) => [`${folder}/${path}`, text]));
}

function copies(templates) {
  const originals = Object.entries(files).filter(([path]) => path.endsWith('.yaml') && path.includes('/'));
  return Array.from({ length: Math.max(0, templates - originals.length) }, (_, index) => {
    const [path, text] = originals[index % originals.length];
    const part = String(index + 1).padStart(3, '0');
    const named = text.replace('name: {{ include "service.fullname" . }}', (name) => `${name}-${part}`);
    const labelled = named.replace('labels:', `labels:\n    example.com/part: "${part}"`);
    return [path.replace('templates/', `templates/part-${part}-`), labelled];
  });
}

const head = (apiVersion, kind) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: {{ include "service.fullname" . }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
`;

const files = {
  'Chart.yaml':
    'apiVersion: v2\nname: service\ndescription: One of many\nversion: 1.4.0\nappVersion: "2.0.1"\n',
  'values.yaml': `global:
  environment: ""
  cloud: ""
  region: ""
  cluster: ""
image:
  repository: ""
  digest: ""
  tag: ""
  pullPolicy: IfNotPresent
replicaCount: 1
autoscaling:
  enabled: false
resources: {}
service:
  type: ClusterIP
  port: 80
ingress:
  enabled: false
  className: ""
  annotations: {}
  hosts: []
  tls: []
config:
  LOG_LEVEL: info
  LOG_FORMAT: json
externalSecrets:
  enabled: false
  refreshInterval: 1h
  secretStoreRef:
    kind: ClusterSecretStore
    name: ""
  keys: [database-url, signing-key]
podDisruptionBudget: {}
serviceAccount:
  annotations: {}
podAnnotations: {}
nodeSelector: {}
tolerations: []
`,
  'templates/_helpers.tpl': `{{- define "service.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "service.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "service.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "service.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
example.com/environment: {{ required "global.environment is required" .Values.global.environment }}
example.com/cluster: {{ required "global.cluster is required" .Values.global.cluster }}
{{- end }}

{{- define "service.selectorLabels" -}}
app.kubernetes.io/name: {{ include "service.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end }}
`,
  'templates/deployment.yaml': `${head('apps/v1', 'Deployment')}spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "service.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      {{- with .Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      labels:
        {{- include "service.selectorLabels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "service.fullname" . }}
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: {{ .Chart.Name }}
          image: {{ include "service.image" . | quote }}
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          ports:
            - name: http
              containerPort: 8080
              protocol: TCP
          envFrom:
            - configMapRef:
                name: {{ include "service.fullname" . }}
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
          readinessProbe:
            httpGet:
              path: /readyz
              port: http
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
`,
  'templates/service.yaml': `${head('v1', 'Service')}spec:
  type: {{ .Values.service.type }}
  ports:
    - name: http
      port: {{ .Values.service.port }}
      targetPort: http
      protocol: TCP
  selector:
    {{- include "service.selectorLabels" . | nindent 4 }}
`,
  'templates/ingress.yaml': `{{- if .Values.ingress.enabled -}}
{{- $fullname := include "service.fullname" . -}}
${head('networking.k8s.io/v1', 'Ingress')}  {{- with .Values.ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .Values.ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  rules:
    {{- range .Values.ingress.hosts }}
    - host: {{ .host | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ .path }}
            pathType: {{ .pathType }}
            backend:
              service:
                name: {{ $fullname }}
                port:
                  name: http
          {{- end }}
    {{- end }}
{{- end }}
`,
  'templates/hpa.yaml': `{{- if .Values.autoscaling.enabled }}
${head('autoscaling/v2', 'HorizontalPodAutoscaler')}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "service.fullname" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.targetCPUUtilizationPercentage }}
{{- end }}
`,
  'templates/pdb.yaml': `{{- if .Values.podDisruptionBudget }}
${head('policy/v1', 'PodDisruptionBudget')}spec:
  {{- toYaml .Values.podDisruptionBudget | nindent 2 }}
  selector:
    matchLabels:
      {{- include "service.selectorLabels" . | nindent 6 }}
{{- end }}
`,
  'templates/serviceaccount.yaml': `${head('v1', 'ServiceAccount')}  {{- with .Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
`,
  'templates/configmap.yaml': `${head('v1', 'ConfigMap')}data:
  {{- range $key, $value := .Values.config }}
  {{ $key }}: {{ $value | quote }}
  {{- end }}
`,
  'templates/externalsecret.yaml': `{{- if .Values.externalSecrets.enabled }}
${head('external-secrets.io/v1', 'ExternalSecret')}spec:
  refreshInterval: {{ .Values.externalSecrets.refreshInterval }}
  secretStoreRef:
    {{- toYaml .Values.externalSecrets.secretStoreRef | nindent 4 }}
  target:
    name: {{ include "service.fullname" . }}
  data:
    {{- range .Values.externalSecrets.keys }}
    - secretKey: {{ . }}
      remoteRef:
        key: {{ printf "%s/%s" $.Release.Name . }}
    {{- end }}
{{- end }}
`,
};
