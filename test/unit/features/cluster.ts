/** A gateway behind a Service, and an agent on each node that sends to it by the Service's name. */
export const cluster: Readonly<Record<string, string>> = {
  "k8s/gateway.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: gateway-config
data:
  config.yaml: |
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
          http:
    exporters:
      otlp/backend:
        endpoint: backend.example.com:4317
    extensions:
      health_check:
        endpoint: 0.0.0.0:13133
    service:
      extensions: [health_check]
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [otlp/backend]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: gateway
spec:
  selector: {matchLabels: {app: gateway}}
  template:
    metadata:
      labels: {app: gateway}
    spec:
      containers:
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.120.0
          args: ["--config=/conf/config.yaml"]
          ports:
            - name: otlp-grpc
              containerPort: 4317
          livenessProbe:
            httpGet:
              path: /
              port: 13133
          volumeMounts:
            - name: config
              mountPath: /conf
      volumes:
        - name: config
          configMap: {name: gateway-config}
`,
  "k8s/service.yaml": `apiVersion: v1
kind: Service
metadata:
  name: gateway
spec:
  selector: {app: gateway}
  ports:
    - name: grpc
      port: 14317
      targetPort: otlp-grpc
    - name: http
      port: 4318
`,
  "k8s/agent.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: agent-config
data:
  config.yaml: |
    receivers:
      hostmetrics:
    exporters:
      otlp:
        endpoint: gateway:14317
        tls: {insecure: true}
      otlp/lost:
        endpoint: gateway:9999
    service:
      pipelines:
        metrics:
          receivers: [hostmetrics]
          exporters: [otlp, otlp/lost]
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.120.0
          args: ["--config=/conf/config.yaml"]
          volumeMounts:
            - name: config
              mountPath: /conf
      volumes:
        - name: config
          configMap: {name: agent-config}
`,
};
