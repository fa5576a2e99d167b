import type { ContainerFacts, FileId, Mount, NetworkMode, Place } from "../../facts.js";
import { folderOf, joinPath } from "../../paths.js";
import { readAssignment } from "../compose/environment.js";
import { probeOf } from "../compose/healthcheck.js";
import { readImage } from "../compose/image.js";
import { networkMode } from "../compose/networks.js";
import { placeOf, unknown, wordOf, type Placed } from "../compose/placed.js";
import { exposeAll, publishAll, readPortMapping } from "../compose/ports.js";
import { mount, pathSource, readVolume } from "../compose/volumes.js";
import { readRunArguments } from "./flags.js";
import type { ShellCommand } from "./script.js";
import type { ShellWord } from "./word.js";

/** The container that a command starts; undefined for any other command. */
export function readRun(command: ShellCommand, file: FileId): ContainerFacts | undefined {
  const behind = behindRun(command.words);
  if (behind === undefined || behind.some(isElision)) return undefined;
  const folder = folderOf(file);
  const { flags, image: imageWord, args } = readRunArguments(behind);
  const values = (...names: readonly string[]): readonly ShellWord[] =>
    flags.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const texts = (...names: readonly string[]): readonly string[] =>
    values(...names).flatMap(({ known }) => (known.text.includes(unknown) ? [] : known.text));
  // Engines refuse it: a line that was to go on behind a comment, or that is being written.
  if (imageWord === undefined || /^(?:\s|$)/.test(imageWord.known.text)) return undefined;
  const image = readImage(imageWord.known, file);
  const named = values("name").find(({ known }) => known.text !== "");
  const placed = (...names: readonly string[]): readonly (readonly [Place, Placed])[] =>
    values(...names).map(({ known }) => [placeOf(known, file), known]);
  const { published, unread, invalid } = publishAll(
    values("publish").map(({ raw, known }) => {
      const place = placeOf(known, file);
      return [place, readPortMapping(known, raw.text, place)];
    }),
  );
  const { network, networks, aliases } = readNetworks(texts("network", "net"));
  // Outlines of a command in a guide, and commands that variables make up.
  if (image === undefined && published.length + unread.length === 0 && network.kind === "own") return undefined;
  const entrypoint = values("entrypoint").at(-1);
  const probe = values("health-cmd").at(-1);
  return {
    process: {
      name: named?.raw.text ?? image?.repository.split("/").at(-1) ?? "container",
      place: placeOf((named ?? imageWord).raw, file),
      image,
      entrypoint: entrypoint && [wordOf(entrypoint.raw, file)],
      // With another entry point the image's own arguments are gone.
      args: args.length > 0 || entrypoint ? args.map(({ raw }) => wordOf(raw, file)) : undefined,
      env: values("env").flatMap(({ raw }) => readAssignment(raw, file)),
      ports: exposeAll(placed("expose")),
      mounts: [
        ...placed("volume").flatMap(([place, { text }]) => readVolume(text, place, folder) ?? []),
        ...placed("mount").flatMap(([place, { text }]) => readMountFlag(text, place, folder) ?? []),
      ],
      probes: (probe && [probeOf(probe.known, file)].flatMap((each) => each ?? [])) ?? [],
      initial: false,
    },
    network,
    published,
    unreadPorts: unread,
    ...(invalid && { invalidPorts: invalid }),
    aliases: [...texts("hostname", "network-alias", "net-alias"), ...aliases],
    networks,
    profiles: [],
    extends: undefined,
    envFiles: texts("env-file").map((path) => joinPath(folder, path)),
  };
}

/** What guides leave out. */
function isElision({ raw }: ShellWord): boolean {
  return /^\[?(?:\.{3,}|…)\]?$/.test(raw.text);
}

const wrappers = new Set(["sudo", "env", "nohup", "time", "exec", "command", "winpty", "$", "%"]);
const engines = /^(?:[^\s]*\/)?(?:docker|podman|nerdctl)(?:\.exe)?$/;

/** The words behind `docker run`, `sudo docker --context x container run`. */
function behindRun(words: readonly ShellWord[]): readonly ShellWord[] | undefined {
  const texts = words.map(({ known }) => known.text);
  const engine = texts.findIndex((text) => engines.test(text));
  if (engine < 0 || !texts.slice(0, engine).every(isWrapper)) return undefined;
  let at = skipGlobalFlags(texts, engine + 1);
  if (texts[at] === "container") at++;
  return texts[at] === "run" ? words.slice(at + 1) : undefined;
}

/** `sudo -u otel`, `env NAME=value`, the prompt of a guide. */
function isWrapper(text: string, at: number, before: readonly string[]): boolean {
  return wrappers.has(text) || (at > 0 && (/^-|=/.test(text) || /^-[ugh]$/.test(before[at - 1] ?? "")));
}

const globalFlagsWithValue =
  /^(?:-[cHlna]|--(?:config|context|host|log-level|tlscacert|tlscert|tlskey|namespace|address|connection|url|root|runroot))$/;

function skipGlobalFlags(texts: readonly string[], from: number): number {
  let at = from;
  while (texts[at]?.startsWith("-")) at += globalFlagsWithValue.test(texts[at] ?? "") ? 2 : 1;
  return at;
}

function readNetworks(modes: readonly string[]): {
  readonly network: NetworkMode;
  readonly networks: readonly string[] | undefined;
  readonly aliases: readonly string[];
} {
  const [network = { kind: "own" } as const] = modes.map(networkMode).filter(({ kind }) => kind !== "own");
  const own = modes.filter((mode) => networkMode(mode).kind === "own").map(readOptions);
  const names = own.flatMap((each) => each.get("name") ?? [...each.keys()].slice(0, 1));
  const joined = names.filter((name) => !["bridge", "default"].includes(name));
  return {
    network,
    networks: joined.length > 0 ? joined : undefined,
    aliases: own.flatMap((each) => each.get("alias") ?? []),
  };
}

/** `--mount type=bind,source=./config.yaml,target=/etc/config.yaml` */
function readMountFlag(text: string, place: Place, folder: FileId): Mount | undefined {
  const options = readOptions(text);
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => options.get(name)).find((value) => value !== undefined);
  const source = first("source", "src");
  const isBind = options.get("type") === "bind" && source !== undefined;
  const target = first("target", "destination", "dst") ?? "";
  return mount(target, isBind ? pathSource(source, folder) : { kind: "other" }, place);
}

/** `type=bind,readonly` */
function readOptions(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(",").map((option) => {
      const [name = ""] = option.split("=", 1);
      return [name.trim(), option.slice(name.length + 1)];
    }),
  );
}
