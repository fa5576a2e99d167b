import type { Distribution } from "../facts.js";

/** What reads the `${scheme:…}` of a configuration; see `catalog/README.md`. */
export interface ProviderRow {
  readonly scheme: string;
  readonly distributions: readonly Distribution[];
}

const all: readonly Distribution[] = ["core", "contrib", "k8s", "otlp", "ddot"];
const most: readonly Distribution[] = ["core", "contrib", "k8s", "ddot"];

export const providers: readonly ProviderRow[] = [
  { scheme: "env", distributions: all },
  { scheme: "file", distributions: all },
  { scheme: "http", distributions: most },
  { scheme: "https", distributions: most },
  { scheme: "yaml", distributions: most },
  { scheme: "aes", distributions: ["contrib"] },
  { scheme: "googlesecretmanager", distributions: ["contrib"] },
  { scheme: "s3", distributions: ["contrib"] },
  { scheme: "secretsmanager", distributions: ["contrib"] },
];
