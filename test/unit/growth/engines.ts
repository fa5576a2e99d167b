import { lines, workspace, type Shape } from "./workspace.js";

/** Of the containers that one file starts. */
export const engineShapes: Readonly<Record<string, Shape>> = {
  "Compose services that connect to each other": (count) =>
    workspace({
      "compose.yaml": `services:\n${lines(
        count,
        (n) => `  s-${n}:
    image: registry.example.com/main:1
    environment: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://s-${(n + 1) % count}:4317"}
    ports: ["${10_000 + n}:4317"]
`,
      )}`,
    }),
  "Compose services of one alias": (count) =>
    workspace({
      "compose.yaml": `services:\n${lines(
        count,
        (n) => `  s-${n}:
    image: registry.example.com/main:1
    networks: {back: {aliases: [all]}}
    environment: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://all:4317"}
`,
      )}networks: {back: {}}\n`,
    }),
  "docker runs of one script": (count) =>
    workspace({
      "run.sh": lines(
        count,
        (n) =>
          `docker run -d --name s-${n} -p ${10_000 + n}:4317 -e OTEL_EXPORTER_OTLP_ENDPOINT=http://s-0:4317 image\n`,
      ),
    }),
};
