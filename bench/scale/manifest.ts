/** One application with its collector, as a file of a workspace of many. */
export interface App {
  /** From 0, through the whole workspace. */
  readonly number: number;
  /** The application whose collector this one sends to. */
  readonly peer: number;
}

const teams = 40;
const sharing = 2;
const nodePorts = 2768;
const hostPorts = 10_000;

/**
 * A Deployment of two containers, the ConfigMap that the second one reads, and the Service before both. Every app has
 * the labels that all have; every tenth a hostPort that one other app has, too, every tenth such a NodePort, and every
 * two hundredth the hostPort that everybody wants.
 */
export function manifestOf({ number, peer }: App): string {
  return [configMap(number, peer), deployment(number, peer), service(number)].join("---\n");
}

export function nameOf(number: number): string {
  return `app-${String(number).padStart(5, "0")}`;
}

function teamOf(number: number): string {
  return `team-${String(number % teams).padStart(2, "0")}`;
}

function addressOf(number: number): string {
  return `${nameOf(number)}.${teamOf(number)}.svc.cluster.local:4317`;
}

/** Numbers of which as many apps as share one get the same. */
function shared(number: number, every: number, range: number): number {
  return Math.floor(number / (every * sharing)) % range;
}

function hostPort(number: number): number | undefined {
  if (number % 200 === 1) return 8125;
  return number % 10 === 2 ? 20_000 + shared(number, 10, hostPorts) : undefined;
}

function nodePort(number: number): number | undefined {
  return number % 10 === 7 ? 30_000 + shared(number, 10, nodePorts) : undefined;
}

function configMap(number: number, peer: number): string {
  const name = nameOf(number);
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-collector
  namespace: ${teamOf(number)}
  labels:
    app.kubernetes.io/part-of: harbour
    app.kubernetes.io/name: ${name}
data:
  collector.yaml: |
    extensions:
      health_check:
        endpoint: 0.0.0.0:13133
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
          http:
            endpoint: 0.0.0.0:4318
    processors:
      memory_limiter:
        check_interval: 1s
        limit_percentage: 75
      batch:
        timeout: 5s
    exporters:
      otlp:
        endpoint: ${addressOf(peer)}
        tls:
          insecure: true
    service:
      extensions: [health_check]
      pipelines:
        traces:
          receivers: [otlp]
          processors: [memory_limiter, batch]
          exporters: [otlp]
        metrics:
          receivers: [otlp]
          processors: [memory_limiter, batch]
          exporters: [otlp]
`;
}

function deployment(number: number, peer: number): string {
  const name = nameOf(number);
  const onHost = hostPort(number);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${teamOf(number)}
  labels:
    app.kubernetes.io/part-of: harbour
    app.kubernetes.io/name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/part-of: harbour
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/part-of: harbour
        app.kubernetes.io/component: ${number % 2 === 0 ? "frontend" : "backend"}
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: app
          image: registry.example.com/harbour/${name}:1.4.2
          env:
            - name: OTEL_SERVICE_NAME
              value: ${name}
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: http://${addressOf(peer)}
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: http
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.119.0
          args: ["--config=/conf/collector.yaml"]
          ports:
            - name: otlp-grpc
              containerPort: 4317
${onHost === undefined ? "" : `              hostPort: ${onHost}\n`}            - name: otlp-http
              containerPort: 4318
          livenessProbe:
            httpGet:
              path: /
              port: 13133
          resources:
            limits:
              memory: 256Mi
          volumeMounts:
            - name: config
              mountPath: /conf
      volumes:
        - name: config
          configMap:
            name: ${name}-collector
`;
}

function service(number: number): string {
  const name = nameOf(number);
  const onNode = nodePort(number);
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${teamOf(number)}
  labels:
    app.kubernetes.io/part-of: harbour
    app.kubernetes.io/name: ${name}
spec:
  type: ${onNode === undefined ? "ClusterIP" : "NodePort"}
  selector:
    app.kubernetes.io/part-of: harbour
    app.kubernetes.io/name: ${name}
  ports:
    - name: otlp-grpc
      port: 4317
      targetPort: otlp-grpc
${onNode === undefined ? "" : `      nodePort: ${onNode}\n`}    - name: otlp-http
      port: 4318
      targetPort: otlp-http
    - name: http
      port: 80
      targetPort: http
`;
}
