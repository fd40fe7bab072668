server {
  listen 8080;
  root /srv/www/{{ .Values.web.theme }};

  add_header Cache-Control "public, max-age={{ .Values.web.cacheSeconds | int }}";
{{- range $name, $value := .Values.web.extraHeaders }}
  add_header {{ $name }} "{{ tpl $value $ }}";
{{- end }}

  location = /healthz { return 204; }
{{ range .Values.web.upstreams }}
  location {{ .path }} {
    proxy_pass http://{{ .service }};
  }
{{ end -}}
}
