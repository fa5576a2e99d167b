import { unknown } from "../compose/placed.js";
import { wordPart, type ShellWord } from "./word.js";

/** Flags of `docker run`, of `podman run` and of `nerdctl run` that take no value. All others take one. */
const switches = new Set(
  `detach disable-content-trust env-host help http-proxy init interactive no-healthcheck no-hosts no-hostname
  oom-kill-disable passwd privileged publish-all quiet read-only read-only-tmpfs replace rm rmi rootfs sig-proxy systemd
  tls-verify tty unsetenv-all use-api-socket`.split(/\s+/),
);

const shortSwitches = "diPqt";

/** The long names of the short flags that say something about ports, networks and files. */
const longNames: ReadonlyMap<string, string> = new Map([
  ["e", "env"],
  ["h", "hostname"],
  ["l", "label"],
  ["m", "memory"],
  ["p", "publish"],
  ["P", "publish-all"],
  ["u", "user"],
  ["v", "volume"],
  ["w", "workdir"],
]);

export interface Flag {
  /** `publish`, whether it was `-p` or `--publish`. */
  readonly name: string;
  readonly value: ShellWord;
}

export interface RunArguments {
  readonly flags: readonly Flag[];
  readonly image: ShellWord | undefined;
  readonly args: readonly ShellWord[];
}

/** What stands behind `run`: flags, the image, its arguments. */
export function readRunArguments(words: readonly ShellWord[]): RunArguments {
  const flags: Flag[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at];
    const text = word?.known.text ?? "";
    if (word === undefined || text === "--") break;
    const next = words[at + 1];
    const long = /^--([\w-]+)(=?)/.exec(text);
    if (long) {
      const [whole, name = "", equals] = long;
      if (equals !== "") flags.push({ name, value: wordPart(word, whole.length) });
      else if (!switches.has(name) && next) flags.push({ name, value: words[++at] ?? next });
    } else if (/^-\w/.test(text)) {
      const value = shortValue(word, text);
      if (value.name !== undefined) {
        const separate = value.from >= text.length;
        if (separate) at++;
        const given = separate ? next : wordPart(word, value.from);
        if (given) flags.push({ name: longNames.get(value.name) ?? value.name, value: given });
      }
    } else if (!mayBeFlags(word, next)) break;
  }
  if (words[at]?.known.text === "--") at++;
  return { flags, image: words[at], args: words.slice(at + 1) };
}

/** Of `-it` nothing takes a value, of `-dp` the `p` does: what is left of the word, else the next word. */
function shortValue(word: ShellWord, text: string): { readonly name: string | undefined; readonly from: number } {
  for (let at = 1; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (shortSwitches.includes(letter)) continue;
    return { name: letter, from: at + (text[at + 1] === "=" ? 2 : 1) };
  }
  return { name: undefined, from: word.known.text.length };
}

/** `$OPTS` before something that may be the image, and `"${flags[@]}"`; but `$IMAGE` is one. */
function mayBeFlags({ raw, known }: ShellWord, next: ShellWord | undefined): boolean {
  if (known.text !== unknown || next === undefined) return false;
  if (/\[[@*]\]\}$|^\$[@*]$/.test(raw.text)) return true;
  return !/ima?ge?|tag/i.test(raw.text) && raw.span.end - raw.span.start === raw.text.length;
}
