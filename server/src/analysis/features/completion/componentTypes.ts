import { componentRows } from "../../catalog/components.js";
import type { ComponentRow } from "../../catalog/types.js";
import type { ComponentFact, Distribution } from "../../facts.js";
import { sectionKinds } from "../../sources/collector/recognise.js";
import { overlaps } from "../../text.js";
import { hasComponent } from "../../topology/collectors/builds.js";
import type { Collector } from "../../topology/model.js";
import { isWithin, type VersionRange } from "../../versions.js";
import { keyEdit, type Completion, type Scene } from "./completion.js";
import { componentsOf } from "./componentIds.js";

/** Component types under `receivers:` and its like: those that the collector in use has. */
export function componentTypes(scene: Scene): readonly Completion[] {
  const { path, cursor, text, file } = scene;
  const [section = "", ...deeper] = path;
  const kind = sectionKinds.get(section);
  if (kind === undefined || deeper.length > 0 || cursor.role !== "key") return [];
  const isTyped = ({ key }: ComponentFact): boolean => key.file === file && overlaps(key.span, cursor.token);
  const others = componentsOf(scene).filter((each) => each.kind === kind && !isTyped(each));
  const taken = new Set([...cursor.siblings, ...others.map(({ id }) => id)]);
  return componentRows(kind)
    .flatMap((row) => offerOf(row, scene) ?? [])
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.type < b.type ? -1 : 1))
    .map(({ row, type, deprecated }) => {
      const id = freeId(type, taken);
      return {
        label: id,
        kind: "component",
        detail: [deprecated && "deprecated", sayStability(row)].filter(Boolean).join("; "),
        ...(deprecated && { deprecated }),
        edit: keyEdit(text, cursor, [`${id}:`, ...requiredLines(row)]),
      };
    });
}

interface Offer {
  readonly row: ComponentRow;
  /** As it is called in the version in use. */
  readonly type: string;
  readonly deprecated?: true;
}

const ours: readonly Distribution[] = ["contrib", "core", "k8s", "otlp", "ddot"];

/** Undefined for a component that the collector does not have. Where nothing tells its version, the newest counts. */
function offerOf(row: ComponentRow, { versions, collector }: Scene): Offer | undefined {
  const isSince = (since: string | undefined): boolean =>
    since !== undefined && (versions.before === undefined || isWithin(versions, { since }));
  if (isSince(row.removedIn) || !isBuiltIn(row, collector)) return undefined;
  const rename = row.renames?.find(({ since }) => isBefore(versions, since));
  const type = rename?.from ?? row.type;
  return { row, type, ...(isSince(row.deprecatedSince) && { deprecated: true }) };
}

/** An old name is known to every version before the new one is. */
function isBefore(versions: VersionRange, since: string): boolean {
  return versions.before !== undefined && isWithin(versions, { before: since });
}

function isBuiltIn(row: ComponentRow, collector: Collector | undefined): boolean {
  if (collector?.build) return hasComponent(collector.build.build, row.kind, [row.type, ...row.aliases]) !== false;
  // What some release dropped is in no list of today.
  if (row.removedIn !== undefined) return true;
  const { distribution } = collector ?? {};
  const wanted = distribution === undefined ? ours : [distribution];
  return wanted.some((each) => row.distributions.includes(each));
}

const levels = ["stable", "beta", "alpha", "development", "unmaintained", "deprecated"];

/** By the best that it is for any signal; what nobody knows comes behind what somebody does. */
function rankOf({ row, deprecated }: Offer): number {
  const ranks = Object.values(row.stability).map((level) => levels.indexOf(level));
  const known = ranks.filter((rank) => rank >= 0);
  return (deprecated ? levels.length : 0) + (known.length === 0 ? 2 : Math.min(...known));
}

/** `stable: traces, metrics, logs; alpha: profiles` */
export function sayStability({ stability, kind }: ComponentRow): string {
  const entries = Object.entries(stability);
  return [...new Set(entries.map(([, level]) => level))]
    .map((level) => {
      const signals = entries.flatMap(([signal, each]) => (each === level ? signal.replaceAll("_to_", " → ") : []));
      return kind === "extension" ? level : `${level}: ${signals.join(", ")}`;
    })
    .join("; ");
}

/** `otlp`, `otlp/2` where there is one already. */
export function freeId(type: string, taken: ReadonlySet<string>): string {
  let id = type;
  for (let count = 2; taken.has(id); count++) id = `${type}/${String(count)}`;
  return id;
}

/** The keys without which it does not start, each to be filled in by whoever asked. */
function requiredLines({ requires = [] }: ComponentRow): readonly string[] {
  const [path, ...others] = requires[0]?.anyOf ?? [];
  // Of several, which one is wanted only the author knows.
  if (path === undefined || others.length > 0) return [];
  const keys = path.filter((key) => key !== "*");
  const isValue = keys.length === path.length;
  return keys.map((key, depth) => `${"  ".repeat(depth + 1)}${key}:${isValue && depth === keys.length - 1 ? " " : ""}`);
}
