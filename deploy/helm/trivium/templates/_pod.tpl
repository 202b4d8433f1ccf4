{{- /* The pod, of the deployment with Redis and of the stateful set without. */ -}}
{{- define "trivium.pod" -}}
metadata:
  labels:
    {{- include "trivium.labels" . | nindent 4 }}
  annotations:
    {{- if .Values.redis.url }}
    # A new address of Redis means new pods.
    checksum/redis: {{ .Values.redis.url | sha256sum }}
    {{- end }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "trivium.name" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.drain.grace }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: trivium
      image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      ports:
        - {name: http, containerPort: 8080}
        - {name: metrics, containerPort: 9464}
      env:
        {{- include "trivium.env" . | nindent 8 }}
      # A slow start is none of the others' business, a process that hangs is started again, and one that has lost its Redis, or
      # drains, gets no new connections.
      startupProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet: {path: /readyz, port: http}
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 2
      lifecycle:
        preStop:
          sleep: {seconds: {{ .Values.drain.wait }}}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: tmp, mountPath: /tmp}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "trivium.select" . | nindent 10 }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumes:
    - name: tmp
      emptyDir: {medium: Memory, sizeLimit: 64Mi}
    {{- if include "trivium.together" . }}
    # Copies of what lies in Redis.
    - name: data
      emptyDir: {sizeLimit: 2Gi}
    {{- end }}
{{- end }}

{{- define "trivium.env" -}}
- {name: TRIVIUM_ADDR, value: "0.0.0.0:8080"}
- {name: TRIVIUM_DATA, value: /data}
- {name: TRIVIUM_METRICS_ADDR, value: "0.0.0.0:9464"}
- {name: TRIVIUM_LOG_FORMAT, value: json}
{{- with include "trivium.url" . }}
- {name: TRIVIUM_URL, value: {{ . | quote }}}
{{- end }}
{{- with .Values.trustedProxies }}
- {name: TRIVIUM_TRUSTED_PROXIES, value: {{ join "," . | quote }}}
{{- end }}
{{- if include "trivium.together" . }}
- name: TRIVIUM_REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.redis.existingSecret | default (printf "%s-redis" (include "trivium.name" .)) }}
      key: {{ ternary .Values.redis.existingSecretKey "url" (ne .Values.redis.existingSecret "") }}
- {name: TRIVIUM_REDIS_REPLICAS, value: {{ .Values.redis.replicas | quote }}}
{{- end }}
{{- range $name, $value := .Values.env }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}
