import assert from "node:assert/strict";
import type { Fact, PodFacts, ServiceFacts } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const factsIn = (text: string): readonly Fact[] => readFile("/k8s/collector.yaml", text)?.facts ?? [];
const podsIn = (text: string): readonly PodFacts[] => factsIn(text).filter((fact) => fact.kind === "pod");
const servicesIn = (text: string): readonly ServiceFacts[] => factsIn(text).filter((fact) => fact.kind === "service");

const resource = (spec: string, metadata = "{name: gateway, namespace: otel}"): string =>
  `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: ${metadata}
spec:
${spec.replace(/^(?=.)/gm, "  ")}
`;

describe("the Services that the operator makes", () => {
  for (const mode of ["deployment", "daemonset", "statefulset"]) {
    it(`stand before the pods of a ${mode}, one of them headless`, () => {
      const text = resource(`mode: ${mode}`);
      const [pod] = podsIn(text);
      assert.ok(pod);
      const services = servicesIn(text);
      assert.deepEqual(
        services.map(({ object, type, headless }) => [object.kind, object.namespace, object.name, type, headless]),
        [
          ["Service", "otel", "gateway-collector", "ClusterIP", false],
          ["Service", "otel", "gateway-collector-headless", "ClusterIP", true],
        ],
      );
      for (const { derivedFrom, object } of services) {
        assert.deepEqual(derivedFrom, pod.object);
        assert.deepEqual(object.place, pod.object.place);
      }
    });
  }

  for (const mode of ["sidecar", '"{{ .Values.mode }}"', "unheard-of"]) {
    it(`are not made for ${mode}`, () => assert.deepEqual(servicesIn(resource(`mode: ${mode}`)), []));
  }

  const named = [
    "{name: gateway, namespace: otel}",
    "{name: gateway, namespace: otel, labels: {app.kubernetes.io/name: custom, team: a}}",
    "{name: gateway}",
    "{name: gateway, labels: {app.kubernetes.io/name: custom}}",
  ];
  for (const metadata of named) {
    it(`select the pods of ${metadata} and no other collector's`, () => {
      const selects = ({ selector }: ServiceFacts, { labels }: PodFacts): boolean =>
        Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
      const text = resource("mode: deployment", metadata);
      const [service] = servicesIn(text);
      const [own] = podsIn(text);
      const [other] = podsIn(
        resource("mode: deployment", metadata.replace("gateway", "agent").replace("custom", "other")),
      );
      assert.ok(service && own && other);
      assert.equal(selects(service, own), true);
      assert.equal(selects(service, other), false);
    });
  }

  it("hand on the ports that are written, none of them from the nodes", () => {
    const text = resource(`ports:
  - {name: sapm, port: 7276, targetPort: 17276, hostPort: 27276, nodePort: 30276}
  - {port: 6831, protocol: UDP}
  - {port: "{{ .Values.port }}"}`);
    for (const { ports } of servicesIn(text)) {
      assert.deepEqual(
        ports.map(({ name, port, transport, target, nodePort }) => [
          name,
          port,
          transport,
          target.kind === "number" && target.port,
          nodePort,
        ]),
        [
          ["sapm", 7276, "tcp", 17276, undefined],
          [undefined, 6831, "udp", 6831, undefined],
        ],
      );
    }
    const declared = podsIn(text)[0]?.processes[0]?.ports ?? [];
    assert.deepEqual(
      declared.map(({ port, hostPort }) => [port, hostPort?.port]),
      [
        [7276, 27276],
        [6831, undefined],
      ],
    );
  });

  it("say so where the document does not parse", () => {
    assert.equal(servicesIn(resource("mode: deployment\nports: ["))[0]?.syntaxErrors, true);
  });
});

describe("a sidecar", () => {
  it("is what the operator adds to the pods of others", () => {
    const text = resource(`mode: sidecar
image: otel/opentelemetry-collector:0.100.0
replicas: 3
hostNetwork: true
podAnnotations: {a: b}
nodeSelector: {disk: ssd}
affinity: {nodeAffinity: {}}
env: [{name: A, value: b}]
ports: [{port: 4317}]
initContainers: [{name: wait}]
additionalContainers: [{name: proxy}]`);
    const [pod] = podsIn(text);
    assert.ok(pod);
    const { mode, labels, annotations, hostNetwork, scheduling } = pod;
    assert.deepEqual(
      { mode, labels, annotations, hostNetwork, scheduling },
      {
        mode: "sidecar",
        labels: {},
        annotations: {},
        hostNetwork: false,
        scheduling: { replicas: undefined, nodeSelector: {}, constrained: false, surges: false },
      },
    );
    assert.deepEqual(
      pod.processes.map(({ name, initial, image, env, ports }) => [
        name,
        initial,
        image?.tag,
        env.length,
        ports.length,
      ]),
      [
        ["wait", true, undefined, 0, 0],
        ["otc-container", false, "0.100.0", 1, 1],
      ],
    );
  });

  it("is asked for by the annotations of pods, not by those of what makes them", () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {sidecar.opentelemetry.io/inject: "false"}
spec:
  template:
    metadata: {annotations: {sidecar.opentelemetry.io/inject: otel/gateway}}
    spec: {containers: [{name: app}]}
`;
    assert.deepEqual(podsIn(text)[0]?.annotations, { "sidecar.opentelemetry.io/inject": "otel/gateway" });
    const namespace = 'kind: Namespace\nmetadata: {name: a, annotations: {sidecar.opentelemetry.io/inject: "true"}}\n';
    assert.deepEqual(factsIn(namespace), []);
  });
});
