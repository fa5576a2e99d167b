import assert from "node:assert/strict";
import type { KustomizationFacts } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { kustomizationSource } from "../../server/src/analysis/sources/kubernetes/kustomization.js";

function kustomizationIn(text: string): KustomizationFacts | undefined {
  const facts = readFile("/k8s/overlays/prod/kustomization.yaml", text)?.facts ?? [];
  return facts.find((fact) => fact.kind === "kustomization");
}

const header = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

describe("recognising a kustomization", () => {
  const ours: Readonly<Record<string, string>> = {
    "one that says so": `${header}resources: [a.yaml]`,
    "an empty one that says so": header,
    "a component": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: a.yaml}]",
    "one without apiVersion": "kind: Kustomization\nresources: [a.yaml]\nmisspelt: true",
    "one that says nothing of itself": "namespace: otel\nresources:\n  # the base\n  - ../base\nimages: [{name: a}]",
    "one of patches alone": "patches:\n- path: a.yaml",
    "one of generators alone": "configMapGenerator:\n- name: a\n  files: [a.yaml]",
  };
  for (const [name, text] of Object.entries(ours)) {
    it(`takes ${name}`, () => {
      assert.equal(kustomizationSource.marker.test(text), true);
      assert.ok(kustomizationIn(text));
    });
  }

  const others: Readonly<Record<string, string>> = {
    "Flux's": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./a}\nresources: [a]",
    "another Component": "apiVersion: dapr.io/v1alpha1\nkind: Component\nresources: [a.yaml]",
    "a Component without apiVersion": "kind: Component\nresources: [a.yaml]",
    "Helm values": "replicas: 1\nresources:\n  limits: {cpu: 1}",
    "resources of something else": "resources: [a.yaml]\nother: true",
    "an empty list": "resources: []",
    "resources that are described": "resources:\n  - {kind: Pod, path: pods}\n  - {kind: Service}",
    "a list": "- resources: [a.yaml]",
  };
  for (const [name, text] of Object.entries(others)) {
    it(`leaves ${name} alone`, () => assert.equal(kustomizationIn(text), undefined));
  }
});

describe("reading a kustomization", () => {
  it("resolves what it applies and what it patches", () => {
    const text = `${header}
resources: [agent.yaml, ../../base/, ./more/../other]
bases: [../common]
components: [../../components/tls]
patchesStrategicMerge:
  - replicas.yaml
  - |-
    kind: Deployment
    metadata: {name: web}
patches:
  - path: ports.yaml
    target: {kind: Service}
  - patch: |-
      - {op: remove, path: /spec}
patchesJson6902:
  - {path: json.yaml}
`;
    const facts = kustomizationIn(text);
    assert.deepEqual(facts?.resources, [
      "/k8s/overlays/prod/agent.yaml",
      "/k8s/base",
      "/k8s/overlays/prod/other",
      "/k8s/overlays/common",
      "/k8s/components/tls",
    ]);
    assert.deepEqual(facts.patches, [
      "/k8s/overlays/prod/ports.yaml",
      "/k8s/overlays/prod/replicas.yaml",
      "/k8s/overlays/prod/json.yaml",
    ]);
    assert.equal(text.slice(facts.place.span.start, facts.place.span.end), "apiVersion");
  });

  it("leaves out what lies elsewhere and what only a template knows", () => {
    const remote = [
      "https://example.com/a.yaml",
      "github.com/open-telemetry/opentelemetry-operator",
      "git@github.com:a/b.git",
      "git::https://example.com/a",
      "ssh://git@example.com/a",
      "example.com/a/b//deploy?ref=v1",
      "https://example.com/a.git",
      "a.git/deploy",
      '"{{ .Values.path }}"',
      '"${BASE}/a.yaml"',
      '""',
      "null",
      "{}",
      "[a]",
    ];
    const text = `${header}resources:\n${remote.map((each) => `  - ${each}\n`).join("")}  - v1.2/base.yaml\n`;
    assert.deepEqual(kustomizationIn(text)?.resources, ["/k8s/overlays/prod/v1.2/base.yaml"]);
  });

  it("knows what the names of objects become", () => {
    const { namespace, namePrefix, nameSuffix } =
      kustomizationIn(`${header}namespace: otel\nnamePrefix: prod-\nnameSuffix: -v2`) ?? {};
    assert.deepEqual(
      { namespace, namePrefix, nameSuffix },
      { namespace: "otel", namePrefix: "prod-", nameSuffix: "-v2" },
    );
    assert.equal(kustomizationIn(`${header}namespace: "\${NAMESPACE}"`)?.namespace, undefined);
  });

  it("knows the ConfigMaps and Secrets that are made of files", () => {
    const text = `${header}
configMapGenerator:
  - name: collector
    files: [conf/config.yaml, relay.yaml=../agent.yaml, https://example.com/x.yaml]
  - name: plain
    literals: [a=b]
  - files: [nameless.yaml]
secretGenerator:
  - name: token
    files: [token]
`;
    assert.deepEqual(kustomizationIn(text)?.generated, [
      {
        kind: "ConfigMap",
        name: "collector",
        files: [
          { key: "config.yaml", file: "/k8s/overlays/prod/conf/config.yaml" },
          { key: "relay.yaml", file: "/k8s/overlays/agent.yaml" },
        ],
      },
      { kind: "ConfigMap", name: "plain", files: [] },
      { kind: "Secret", name: "token", files: [{ key: "token", file: "/k8s/overlays/prod/token" }] },
    ]);
  });

  it("survives whatever stands there", () => {
    for (const odd of [
      "null",
      "text",
      "{}",
      "[[]]",
      "[{path: []}]",
      "[{files: [=]}]",
      "[{name: a, files: [=, a=, =b]}]",
    ]) {
      const keys = ["resources", "patches", "configMapGenerator", "secretGenerator", "namespace"];
      assert.doesNotThrow(() => kustomizationIn(header + keys.map((key) => `${key}: ${odd}\n`).join("")));
    }
    const bomb = `${header}a: &a [x.yaml]\nresources: &r\n${"- &x x.yaml\n- *x\n".repeat(5000)}bases: *r\n`;
    assert.ok((kustomizationIn(bomb)?.resources.length ?? 0) <= 20_000);
  });
});
