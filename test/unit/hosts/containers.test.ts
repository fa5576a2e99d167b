import assert from "node:assert/strict";
import { readContainers } from "../../../server/src/analysis/hosts/readers/containers.js";
import { readPods } from "../../../server/src/analysis/hosts/readers/pods.js";
import { section } from "./recording.js";

const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");

const listed = {
  Command: '"/otelcol-contrib --co…"',
  ID: "5f0e4b2f8a11",
  Image: "otel/opentelemetry-collector-contrib:0.104.0",
  Names: "collector",
  Networks: "shop_default",
  Ports: "0.0.0.0:4317-4318->4317-4318/tcp, :::4317-4318->4317-4318/tcp, [::1]:6831->6831/udp, 8888/tcp",
  State: "running",
  Status: "Up 2 hours",
};

const inspected = {
  Id: "5f0e4b2f8a11",
  Name: "/collector",
  Path: "/otelcol-contrib",
  Args: ["--config", "/etc/config.yaml", "--set=exporters.otlp.headers.token=abc"],
  State: { Status: "restarting" },
  Config: { Image: "otel/opentelemetry-collector-contrib:0.104.0", Env: ["DD_API_KEY=abc"] },
  HostConfig: { NetworkMode: "host" },
  NetworkSettings: { Ports: { "4317/tcp": [{ HostIp: "127.0.0.1", HostPort: "14317" }], "8888/tcp": null } },
};

describe("containers of a host", () => {
  it("of docker ps", () => {
    const [seen, ...others] = readContainers([section("containers docker", lines(listed))]);
    assert.deepEqual(others, []);
    assert.deepEqual(seen, {
      engine: "docker",
      name: "collector",
      image: "otel/opentelemetry-collector-contrib:0.104.0",
      state: "running",
      hostNetwork: false,
      published: [
        { hostAddress: "0.0.0.0", hostPort: 4317, port: 4317, transport: "tcp" },
        { hostAddress: "0.0.0.0", hostPort: 4318, port: 4318, transport: "tcp" },
        { hostAddress: "::", hostPort: 4317, port: 4317, transport: "tcp" },
        { hostAddress: "::", hostPort: 4318, port: 4318, transport: "tcp" },
        { hostAddress: "::1", hostPort: 6831, port: 6831, transport: "udp" },
      ],
      args: [],
    });
  });

  it("of docker inspect, which knows more; its environment is not read", () => {
    const seen = readContainers([
      section("inspect docker", JSON.stringify([inspected])),
      section("containers docker", lines(listed)),
    ]);
    assert.deepEqual(seen, [
      {
        engine: "docker",
        name: "collector",
        image: "otel/opentelemetry-collector-contrib:0.104.0",
        state: "restarting",
        hostNetwork: true,
        published: [{ hostAddress: "127.0.0.1", hostPort: 14317, port: 4317, transport: "tcp" }],
        args: ["--config", "/etc/config.yaml", "--set=exporters.otlp.headers.token=***"],
      },
    ]);
    assert.ok(!JSON.stringify(seen).includes("abc"));
  });

  it("of podman ps", () => {
    const podman = {
      Names: ["agent"],
      Image: "docker.io/datadog/agent:7",
      State: "Running",
      Ports: [{ host_ip: "", container_port: 4317, host_port: 5317, range: 2, protocol: "tcp" }],
    };
    const [seen] = readContainers([section("containers podman", lines(podman))]);
    assert.deepEqual([seen?.name, seen?.state, seen?.hostNetwork], ["agent", "running", undefined]);
    assert.deepEqual(seen?.published, [
      { hostAddress: "0.0.0.0", hostPort: 5317, port: 4317, transport: "tcp" },
      { hostAddress: "0.0.0.0", hostPort: 5318, port: 4318, transport: "tcp" },
    ]);
  });

  it("lines that were cut, and what is no container", () => {
    const text = `${lines(listed, null, [], "x", { Names: 5, Image: {} })}{"Names":"b","Ima`;
    assert.equal(readContainers([section("containers docker", text)]).length, 1);
    const keys = '{"__proto__": {"Names": "a", "Image": "b"}}\n';
    assert.deepEqual(readContainers([section("containers docker", keys)]), []);
  });
});

describe("pods of a host", () => {
  const pod = (nodeName: string, hostNetwork: boolean): unknown => ({
    metadata: { name: "otel-agent-x2", namespace: "observability" },
    spec: {
      nodeName,
      hostNetwork,
      containers: [
        {
          name: "collector",
          image: "otel/opentelemetry-collector-contrib:0.104.0",
          args: ["--config=/conf/relay.yaml", "--token", "abc"],
          ports: [
            { containerPort: 4317, hostPort: 4317, protocol: "TCP" },
            { containerPort: 6831, hostPort: 6831, hostIP: "10.0.0.5", protocol: "UDP" },
            { containerPort: 8888 },
          ],
        },
      ],
    },
    status: {
      phase: "Running",
      containerStatuses: [{ name: "collector", state: { waiting: { reason: "CrashLoopBackOff" } } }],
    },
  });
  const read = (value: unknown, hostname?: string): ReturnType<typeof readPods> =>
    readPods(section("pods", JSON.stringify({ items: [value] })), hostname);

  it("of this node", () => {
    assert.deepEqual(read(pod("minikube", true), "minikube.local"), [
      {
        engine: "kubernetes",
        name: "observability/otel-agent-x2/collector",
        image: "otel/opentelemetry-collector-contrib:0.104.0",
        state: "CrashLoopBackOff",
        hostNetwork: true,
        published: [
          { hostAddress: "0.0.0.0", hostPort: 4317, port: 4317, transport: "tcp" },
          { hostAddress: "10.0.0.5", hostPort: 6831, port: 6831, transport: "udp" },
        ],
        args: ["--config=/conf/relay.yaml", "--token", "***"],
      },
    ]);
  });

  it("of another node hold no port here", () => {
    for (const hostname of ["web-1", undefined]) {
      const [seen] = read(pod("minikube", true), hostname);
      assert.deepEqual([seen?.hostNetwork, seen?.published], [undefined, []]);
    }
  });

  it("that wait for a node say so", () => {
    const pending = { ...(pod("", false) as object), status: { phase: "Pending" } };
    assert.equal(read(pending, "web-1")[0]?.state, "Pending");
    assert.deepEqual(readPods(section("pods", "No resources found"), "web-1"), []);
  });
});
