{{- define "worker.name" -}}
{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "worker.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "worker.labels" -}}
{{ include "worker.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: shop
{{- range $key := list "environment" "cloud" "region" "cluster" }}
shop.example.com/{{ $key }}: {{ required (printf "global.%s is required" $key) (get $.Values.global $key) | quote }}
{{- end }}
{{- end -}}

{{/* metadata of an object: a dict with `root`, and perhaps `suffix` and `annotations` */}}
{{- define "worker.metadata" -}}
name: {{ printf "%s%s" (include "worker.name" .root) (.suffix | default "") }}
labels:
  {{- include "worker.labels" .root | nindent 2 }}
{{- if .annotations }}
annotations:
  {{- toYaml .annotations | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "worker.image" -}}
{{- $image := .Values.image -}}
{{- if hasKey $image "tag" -}}
{{ $image.repository }}:{{ $image.tag }}
{{- else -}}
{{ $image.repository }}@{{ required "image.digest is required" $image.digest }}
{{- end -}}
{{- end -}}
