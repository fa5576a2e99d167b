import assert from "node:assert/strict";
import { assertFindings, openExample } from "./example.js";

describe("examples/kustomize", () => {
  it("finds the overlay that moves the Service's target, but not the receiver", () => {
    assertFindings(openExample("kustomize"), [
      [
        "warning nothing-listens overlays/staging/move-port.yaml:8",
        "Service otel-collector leads to port 14317/tcp of otel-collector, where nothing listens. It listens on 4317, 8888 and 13133.",
      ],
    ]);
  });

  it("shows each overlay as a deployment of its own, with the configuration that it generates", () => {
    assert.deepEqual(
      [...openExample("kustomize").namespaces],
      [
        [
          "pod otel-collector (Deployment, overlays/production)",
          [
            "127.0.0.1:8888 internal metrics of otel-collector",
            "0.0.0.0:13133 health_check extension of otel-collector",
            "0.0.0.0:14317 otlp receiver (grpc) of otel-collector",
          ],
        ],
        [
          "pod otel-collector (Deployment, overlays/staging)",
          [
            "0.0.0.0:4317 otlp receiver (grpc) of otel-collector",
            "127.0.0.1:8888 internal metrics of otel-collector",
            "0.0.0.0:13133 health_check extension of otel-collector",
          ],
        ],
      ],
    );
  });

  it("has each probe end in its own overlay", () => {
    const { dials } = openExample("kustomize");
    assert.deepEqual(
      dials.filter((each) => each.includes("probe")),
      Array<string>(2).fill("the readiness probe of collector: ?:13133 → otel-collector:13133"),
    );
  });
});
