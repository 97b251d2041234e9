{{- define "fourfold.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{- define "fourfold.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "fourfold.labels" -}}
{{ include "fourfold.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "fourfold.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* Settings of every pod, as a properties file. */ -}}
{{- define "fourfold.properties" -}}
{{- range $key, $value := .Values.settings }}
{{ $key }}={{ $value }}
{{- end }}
http.management.host=0.0.0.0
http.management.port=8091
{{- if .Values.tls.secretName }}
http.tls.certificate=/etc/fourfold/tls/tls.crt
http.tls.key=/etc/fourfold/tls/tls.key
{{- else }}
http.behind.proxy=true
{{- end }}
{{- end }}

{{- define "fourfold.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "fourfold.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /* Takes a dict: root, role, values. What the pods of all roles have in common. */ -}}
{{- define "fourfold.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "fourfold.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
  annotations:
    checksum/settings: {{ include "fourfold.properties" $root | sha256sum }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  # Leaving its groups and closing its stores take a quarter of a minute at most.
  terminationGracePeriodSeconds: 60
  securityContext:
    {{- include "fourfold.podSecurity" $root | nindent 4 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.scheduling }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if not .values.scheduling.topologySpreadConstraints }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "fourfold.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ .role }}
  {{- end }}
  containers:
    - name: fourfold
      image: {{ include "fourfold.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args:
        - run
        - --config=/etc/fourfold/settings/fourfold.properties
        - --config=/etc/fourfold/secret/{{ $root.Values.secret.key }}
        - --roles={{ .role }}
        {{- if eq .role "index" }}
        - --set=http.host=0.0.0.0
        - --set=http.port=8080
        - --set=http.peer.host=0.0.0.0
        - --set=http.peer.port=8090
        - --set=http.advertised=$(POD_NAME).{{ include "fourfold.name" $root }}-peers.$(POD_NAMESPACE).svc:8090
        {{- end }}
      env:
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        - name: POD_NAMESPACE
          valueFrom:
            fieldRef:
              fieldPath: metadata.namespace
        - name: FOURFOLD_LOG_FORMAT
          value: {{ $root.Values.logFormat }}
        {{- with .values.javaOptions }}
        - name: JAVA_TOOL_OPTIONS
          value: {{ . | quote }}
        {{- end }}
      ports:
        {{- if eq .role "index" }}
        - name: http
          containerPort: 8080
        - name: peers
          containerPort: 8090
        {{- end }}
        - name: management
          containerPort: 8091
      securityContext:
        {{- include "fourfold.containerSecurity" $root | nindent 8 }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      # Until the network is loaded and the port is open.
      startupProbe:
        httpGet:
          path: /health/live
          port: management
        periodSeconds: 5
        failureThreshold: 60
      livenessProbe:
        httpGet:
          path: /health/live
          port: management
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet:
          path: /health/ready
          port: management
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      volumeMounts:
        - name: settings
          mountPath: /etc/fourfold/settings
          readOnly: true
        - name: secret
          mountPath: /etc/fourfold/secret
          readOnly: true
        {{- if $root.Values.tls.secretName }}
        - name: tls
          mountPath: /etc/fourfold/tls
          readOnly: true
        {{- end }}
        - name: data
          mountPath: /var/lib/fourfold
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: settings
      configMap:
        name: {{ include "fourfold.name" $root }}
    - name: secret
      secret:
        secretName: {{ $root.Values.secret.name }}
    {{- with $root.Values.tls.secretName }}
    - name: tls
      secret:
        secretName: {{ . }}
    {{- end }}
    - name: tmp
      emptyDir:
        sizeLimit: 1Gi
    {{- if ne .role "index" }}
    - name: data
      emptyDir:
        sizeLimit: {{ .values.scratch }}
    {{- end }}
{{- end }}
