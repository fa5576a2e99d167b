import type { HereDocument } from "./script.js";
import type { ShellWord } from "./word.js";

/** The name of a file as it is written, and as far as it is known before the script runs. */
export interface Target {
  readonly written: string;
  readonly known: string;
  /** Whether another shell writes it: it knows what a relative path belongs to. */
  readonly elsewhere: boolean;
}

/** They read a text and write another one: what they are redirected to does not get the here-document. */
const interpreters = /(?:^|\/)(?:ssh|bash|sh|zsh|ksh|dash|su|kubectl|docker|podman|minikube|vagrant|multipass|lxc)$/;

/**
 * Which file gets a here-document; undefined where none does.
 *
 * It is `> file`, what `tee` is given, or either of them where another shell runs it: `ssh host 'cat > file'`.
 */
export function targetOf({ target, commands }: HereDocument): Target | undefined {
  const interpreted = commands[0]?.words.some(({ known }) => interpreters.test(known.text)) === true;
  if (target && !interpreted && target.known.text !== "/dev/null") return asTarget(target);
  for (const { words } of commands) {
    const tee = words.findIndex(({ known }) => /(?:^|\/)tee$/.test(known.text));
    const file = tee < 0 ? undefined : words.slice(tee + 1).find(({ known }) => !known.text.startsWith("-"));
    if (file) return asTarget(file);
  }
  const inner = commands[0]?.words.flatMap(({ known }) => innerTarget.exec(known.text)?.[1] ?? [])[0];
  return interpreted && inner !== undefined ? { written: inner, known: inner, elsewhere: true } : undefined;
}

function asTarget({ raw, known }: ShellWord): Target {
  return { written: raw.text, known: known.text, elsewhere: false };
}

const innerTarget = /^(?:sudo )?(?:cat ?>|tee(?: -a)?) ?([\w./-]+)(?=$|[\s>|;&])/;
