{{- define "storefront.fullname" -}}
{{- default .Release.Name .Values.fullnameOverride | lower | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "storefront.matchLabels" -}}
app.kubernetes.io/name: storefront
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "storefront.meta" -}}
metadata:
  name: {{ template "storefront.fullname" . }}
  labels:
    {{- include "storefront.matchLabels" . | nindent 4 }}
    app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
    {{- with .Values.global }}
    shop.example.com/environment: {{ .environment | quote }}
    shop.example.com/cloud: {{ .cloud | quote }}
    shop.example.com/cluster: {{ .cluster | quote }}
    {{- end }}
{{- end -}}

{{- define "storefront.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}
