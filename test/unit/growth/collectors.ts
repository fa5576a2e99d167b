import { lines, numbers, workspace, type Shape } from "./workspace.js";

interface Config {
  readonly receivers?: string;
  readonly processors?: string;
  readonly exporters?: string;
  readonly connectors?: string;
  readonly extensions?: string;
  readonly service?: string;
  readonly pipelines?: string;
}

/** The lines of each section, as far in as they stand there. */
function config({
  receivers = "  otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}\n",
  processors = "  {}\n",
  exporters = "  debug: {}\n",
  connectors = "  {}\n",
  extensions = "  {}\n",
  service = "",
  pipelines = "    traces: {receivers: [otlp], exporters: [debug]}\n",
}: Config): string {
  return `receivers:
${receivers}processors:
${processors}exporters:
${exporters}connectors:
${connectors}extensions:
${extensions}service:
${service}  pipelines:
${pipelines}`;
}

function one(parts: Config): ReturnType<Shape> {
  return workspace({ "otel.yaml": config(parts) });
}

function ids(count: number, type: string): string {
  return numbers(count)
    .map((n) => `${type}/${n}`)
    .join(", ");
}

function address(n: number): string {
  return `localhost:${10_000 + n}`;
}

/** Of one collector, and of parts that may be merged with one. */
export const collectorShapes: Readonly<Record<string, Shape>> = {
  "pipelines with components of their own": (count) =>
    one({
      receivers: lines(count, (n) => `  otlp/${n}: {protocols: {grpc: {endpoint: "${address(n)}"}}}\n`),
      processors: lines(count, (n) => `  batch/${n}: {}\n`),
      exporters: lines(count, (n) => `  otlp/${n}: {endpoint: "${address(n + 1)}"}\n`),
      pipelines: lines(
        count,
        (n) => `    traces/${n}: {receivers: [otlp/${n}], processors: [batch/${n}], exporters: [otlp/${n}]}\n`,
      ),
    }),
  "processors of one pipeline": (count) =>
    one({
      processors: lines(count, (n) => `  batch/${n}: {}\n`),
      pipelines: `    traces: {receivers: [otlp], processors: [${ids(count, "batch")}], exporters: [debug]}\n`,
    }),
  "a chain of connectors": (count) =>
    one({
      connectors: lines(count, (n) => `  forward/${n}: {}\n`),
      pipelines: lines(count, (n) => {
        const from = n === 0 ? "otlp" : `forward/${n - 1}`;
        return `    traces/${n}: {receivers: [${from}], exporters: [debug, forward/${n}]}\n`;
      }),
    }),
  "circles of connectors": (count) =>
    one({
      connectors: lines(count, (n) => `  forward/${n}: {}\n`),
      pipelines: lines(
        count,
        (n) => `    traces/${n}: {receivers: [otlp, forward/${n}], exporters: [debug, forward/${n}]}\n`,
      ),
    }),
  "extensions that exporters name": (count) =>
    one({
      extensions: lines(count, (n) => `  basicauth/${n}: {client_auth: {username: a, password: b}}\n`),
      exporters: lines(
        count,
        (n) => `  otlp/${n}: {endpoint: "${address(n)}", auth: {authenticator: basicauth/${n}}}\n`,
      ),
      service: `  extensions: [${ids(count, "basicauth")}]\n`,
      pipelines: `    traces: {receivers: [otlp], exporters: [${ids(count, "otlp")}]}\n`,
    }),
  "parts of one folder": (count) =>
    workspace({
      "otel.yaml": config({ exporters: lines(count, (n) => `  otlp/${n}: {}\n`) }),
      ...Object.fromEntries(
        numbers(count).map((n) => [
          `part-${n}.yaml`,
          `processors:\n  batch/${n}: {}\nservice:\n  pipelines:\n    traces/${n}:\n      receivers: [otlp]\n      processors: [batch/${n}, gone]\n`,
        ]),
      ),
    }),
};
