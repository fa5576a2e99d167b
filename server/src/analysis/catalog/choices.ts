/** A key of which it is known that only few values are of use. */
interface ChoiceRow {
  /** The last keys of the path: `["logs", "level"]`. */
  readonly path: readonly string[];
  /** As they are written in YAML. */
  readonly values: readonly string[];
}

/** From the components' documentation. */
const choices: readonly ChoiceRow[] = [
  { path: ["verbosity"], values: ["basic", "normal", "detailed"] },
  { path: ["telemetry", "logs", "level"], values: ["debug", "info", "warn", "error"] },
  { path: ["telemetry", "logs", "encoding"], values: ["console", "json"] },
  { path: ["telemetry", "metrics", "level"], values: ["none", "basic", "normal", "detailed"] },
  { path: ["sending_queue", "sizer"], values: ["requests", "items", "bytes"] },
  { path: ["tls", "min_version"], values: ['"1.2"', '"1.3"'] },
  { path: ["tls", "max_version"], values: ['"1.2"', '"1.3"'] },
  { path: ["start_at"], values: ["beginning", "end"] },
];

/** The values that a key takes; none where that is not known. */
export function choicesAt(path: readonly string[]): readonly string[] {
  const isAt = ({ path: own }: ChoiceRow): boolean =>
    own.length <= path.length && own.every((key, index) => path[path.length - own.length + index] === key);
  return choices.find(isAt)?.values ?? [];
}
