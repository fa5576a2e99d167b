import assert from "node:assert/strict";
import type { NetworkPolicyFacts, PolicyRule } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const policyOf = (spec: string, apiVersion = "networking.k8s.io/v1"): string =>
  `apiVersion: ${apiVersion}\nkind: NetworkPolicy\nmetadata: {name: otel, namespace: shop}\nspec:\n${spec.replace(/^(?=.)/gm, "  ")}\n`;

function policiesIn(text: string): readonly NetworkPolicyFacts[] {
  const facts = readFile("/k8s/policy.yaml", text)?.facts ?? [];
  return facts.filter((fact) => fact.kind === "network-policy");
}

function policyIn(spec: string): NetworkPolicyFacts {
  const [policy, ...others] = policiesIn(policyOf(spec));
  assert.ok(policy && others.length === 0, "not one policy");
  return policy;
}

const textAt = (text: string, { span }: { readonly span: { readonly start: number; readonly end: number } }): string =>
  text.slice(span.start, span.end);

/** `tcp 4317`, `udp otlp`, `tcp *`, `tcp 4317-4320` */
const shownPorts = ({ ports }: PolicyRule): readonly string[] | undefined =>
  ports?.map(({ transport, port, endPort }) => {
    const first = port === undefined ? "*" : port.kind === "number" ? String(port.port) : port.name;
    return `${transport} ${first}${endPort === undefined ? "" : `-${String(endPort)}`}`;
  });

describe("recognising a NetworkPolicy", () => {
  it("is one of its API group alone", () => {
    assert.equal(policiesIn(policyOf("podSelector: {}")).length, 1);
    assert.equal(policiesIn(policyOf("podSelector: {}", "extensions/v1beta1")).length, 1);
    assert.equal(policiesIn(policyOf("podSelector: {}", "crd.projectcalico.org/v1")).length, 0);
    assert.equal(policiesIn("kind: NetworkPolicy\nmetadata: {name: otel}").length, 0);
    assert.equal(policiesIn("kind: NetworkPolicy\nmetadata: {name: '{{ x }}'}\nspec: {podSelector: {}}").length, 1);
    assert.equal(policiesIn("kind: NetworkPolicy\nmetadata: {name: {{ x }}}\nspec: {podSelector: {}}").length, 0);
  });

  it("says what it is and where", () => {
    const text = policyOf("podSelector: {}");
    const [policy] = policiesIn(text);
    assert.ok(policy);
    const { kind, namespace, name, place } = policy.object;
    assert.deepEqual([kind, namespace, name, textAt(text, place)], ["NetworkPolicy", "shop", "otel", "otel"]);
  });
});

describe("whom a NetworkPolicy binds", () => {
  const selectors: readonly (readonly [string, Readonly<Record<string, string>> | undefined])[] = [
    ["podSelector: {}", {}],
    ["podSelector: {matchLabels: {app: otel, tier: 1}}", { app: "otel", tier: "1" }],
    ["podSelector: {matchLabels: null}", {}],
    ["podSelector: {matchLabels: {app: otel}, matchExpressions: []}", { app: "otel" }],
    ["podSelector: {matchExpressions: [{key: app, operator: Exists}]}", undefined],
    ['podSelector: {matchLabels: {app: "{{ .Release.Name }}"}}', undefined],
    ["podSelector: {matchLabels: {app: {{ .Release.Name }}}}", undefined],
    ["podSelector: {matchLabels: {{ x }}}", undefined],
    ["podSelector: {{ x }}", undefined],
    ["podSelector: { }", {}],
    ["podSelector: null", undefined],
    ["policyTypes: [Ingress]", undefined],
  ];
  for (const [spec, labels] of selectors) {
    it(`reads ${spec}`, () => assert.deepEqual(policyIn(spec).podSelector?.labels, labels));
  }

  it("points at the key", () => {
    const text = policyOf("podSelector:\n  matchLabels:\n    app: otel");
    const selector = policiesIn(text)[0]?.podSelector;
    assert.equal(selector && textAt(text, selector.place), "podSelector");
  });

  it("is open where the document does not parse", () => {
    assert.equal(policyIn("podSelector: {}\negress: [").podSelector, undefined);
  });
});

describe("which directions a NetworkPolicy speaks of", () => {
  const directions: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ["", 0, undefined],
    ["ingress: [{}]", 1, undefined],
    ["egress: [{}]", 0, 1],
    ["egress: []", 0, undefined],
    ["policyTypes: []\negress: [{}]", 0, 1],
    ["policyTypes: [Egress]", undefined, 0],
    ["policyTypes: [Egress]\ningress: [{}]", undefined, 0],
    ["policyTypes: [Ingress, Egress]\negress: [{}, {}]", 0, 2],
    ["policyTypes: [Ingress]\negress: [{}]", 0, undefined],
    ['policyTypes: ["{{ x }}"]', undefined, undefined],
    ["policyTypes: {{ x }}", undefined, undefined],
    ["ingress: {{ x }}", undefined, undefined],
    ["ingress: null", 0, undefined],
  ];
  for (const [spec, ingress, egress] of directions) {
    it(`reads ${JSON.stringify(spec)}`, () => {
      const policy = policyIn(`podSelector: {}\n${spec}`);
      assert.deepEqual([policy.ingress?.length, policy.egress?.length], [ingress, egress]);
    });
  }
});

describe("the ports of a NetworkPolicy's rule", () => {
  const ports: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["[{port: 4317}]", ["tcp 4317"]],
    ["[{port: 4317, protocol: UDP}]", ["udp 4317"]],
    ["[{port: otlp-grpc}]", ["tcp otlp-grpc"]],
    ["[{protocol: UDP}]", ["udp *"]],
    ["[{port: 4317, endPort: 4320}]", ["tcp 4317-4320"]],
    ["[{port: 4317}, {port: 4318}]", ["tcp 4317", "tcp 4318"]],
    ["[{port: 4317}, {port: 9, protocol: SCTP}]", ["tcp 4317"]],
    ["[{port: 9, protocol: SCTP}]", []],
    ["[]", undefined],
    ["null", undefined],
    ["{{ x }}", undefined],
    ['[{port: 4317}, {port: "{{ x }}"}]', undefined],
    ['[{port: 4317}, {port: "4318"}]', undefined],
    ["[{port: 4317, protocol: {{ x }}}]", undefined],
    ["[{port: 4317, protocol: HTTP}]", undefined],
    ["[{port: 4317, endPort: 4316}]", undefined],
    ["[{port: otlp, endPort: 4320}]", undefined],
    ["[{endPort: 4320}]", undefined],
    ["[4317]", undefined],
  ];
  for (const [written, expected] of ports) {
    it(`reads ${written}`, () => {
      const [rule] = policyIn(`podSelector: {}\ningress:\n  - ports: ${written}`).ingress ?? [];
      assert.deepEqual(rule && shownPorts(rule), expected);
    });
  }

  it("are places of digits that can be changed", () => {
    const text = policyOf("podSelector: {}\ningress:\n  - from: []\n    ports:\n      - port: 4317");
    const [rule] = policiesIn(text)[0]?.ingress ?? [];
    const port = rule?.ports?.[0]?.port;
    assert.ok(rule && port?.kind === "number" && port.change.kind === "digits");
    assert.equal(textAt(text, rule.place), "from");
    assert.equal(textAt(text, port.change.place), "4317");
  });
});

describe("the peers of a NetworkPolicy's rule", () => {
  const peers: readonly (readonly [string, readonly unknown[] | undefined])[] = [
    ["[{podSelector: {}}]", [{ kind: "pods", pods: {}, namespaces: undefined }]],
    ["[{namespaceSelector: {}}]", [{ kind: "pods", pods: undefined, namespaces: {} }]],
    [
      "[{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {team: a}}}]",
      [{ kind: "pods", pods: { app: "web" }, namespaces: { team: "a" } }],
    ],
    ["[{ipBlock: {cidr: 10.0.0.0/8}}]", [{ kind: "ip-block", cidr: "10.0.0.0/8" }]],
    ["[{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]", [{ kind: "unknown" }]],
    ['[{ipBlock: {cidr: "${CIDR}"}}]', [{ kind: "unknown" }]],
    ["[{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}]", [{ kind: "unknown" }]],
    ["[{podSelector: {}, namespaceSelector: {matchExpressions: [{key: a, operator: Exists}]}}]", [{ kind: "unknown" }]],
    ["[{}]", [{ kind: "unknown" }]],
    ["{{ x }}", [{ kind: "unknown" }]],
    ["[]", undefined],
    ["null", undefined],
  ];
  for (const [written, expected] of peers) {
    it(`reads ${written}`, () => {
      const { ingress, egress } = policyIn(
        `podSelector: {}\ningress:\n  - from: ${written}\negress:\n  - to: ${written}`,
      );
      assert.deepEqual(ingress?.[0]?.peers, expected);
      assert.deepEqual(egress?.[0]?.peers, expected);
    });
  }
});
