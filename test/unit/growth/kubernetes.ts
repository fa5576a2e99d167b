import { lines, numbers, workspace, type Shape } from "./workspace.js";

interface Pods {
  /** What whoever selects them calls them. */
  readonly app?: string;
  /** Lines of their container, as far in as they stand there. */
  readonly container?: string;
}

function pods(name: string, { app = name, container = "" }: Pods = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      containers:
        - name: main
          image: registry.example.com/main:1
${container}          ports:
            - name: otlp
              containerPort: 4317
---
`;
}

function service(name: string, app = name): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${app}
  ports:
    - name: otlp
      port: 4317
      targetPort: otlp
---
`;
}

function dialing(address: string): string {
  return `          env:
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: http://${address}
`;
}

/** Of a cluster: who selects whom, and who connects to whom. */
export const kubernetesShapes: Readonly<Record<string, Shape>> = {
  "applications, each with its Service": (count) =>
    workspace({
      "all.yaml": lines(
        count,
        (n) => pods(`app-${n}`, { container: dialing(`app-${(n + 1) % count}:4317`) }) + service(`app-${n}`),
      ),
    }),
  "variants of one object, each beside its Service": (count) =>
    workspace(
      Object.fromEntries(
        numbers(count).map((n) => [
          `variant-${n}.yaml`,
          pods("agent", { container: dialing("agent:4317") }) + service("agent"),
        ]),
      ),
    ),
  "pods that connect to variants of one Service": (count) =>
    workspace({
      ...Object.fromEntries(
        numbers(count).map((n) => [`variant-${n}.yaml`, pods(`agent-${n}`) + service("agent", `agent-${n}`)]),
      ),
      "clients.yaml": lines(count, (n) => pods(`client-${n}`, { container: dialing("agent:4317") })),
    }),
  "pods that connect to all pods of one Service": (count) =>
    workspace({
      "all.yaml":
        lines(count, (n) => pods(`app-${n}`, { app: "app", container: dialing("app:4317") })) + service("app"),
    }),
  "objects that one kustomization patches": (count) =>
    workspace({
      "kustomization.yaml": "kind: Kustomization\nresources: [base.yaml]\npatches: [{path: patch.yaml}]\n",
      "base.yaml": lines(count, (n) => pods(`app-${n}`) + service(`app-${n}`)),
      "patch.yaml": lines(count, (n) => pods(`app-${n}`, { container: dialing("app-0:4317") })),
    }),
};
