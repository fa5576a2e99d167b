import { languages, type TextDocument } from "vscode";

const named = ["yaml", "dockercompose", "otelcol", "helm", "shellscript", "markdown", "toml", "properties", "json"];
/** Files whose language differs by which other extensions are there. */
const patterns = [
  "**/*.service",
  "**/*.service.d/*.conf",
  "**/{.env,.env.*,*.env}",
  "**/etc/{default,sysconfig}/*",
  "**/etc/*/environment",
];
const schemes = ["file", "untitled"];

/** Which documents the server is told of. */
export const documentSelector = [
  ...named.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))),
  ...patterns.map((pattern) => ({ scheme: "file", pattern })),
];

export function isServed(document: TextDocument): boolean {
  return languages.match(documentSelector, document) > 0;
}
