import type { Fact, FileId } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import type { TextSource } from "../source.js";
import { readYamlIn } from "../yaml.js";
import { countPorts, mostPorts } from "./containers.js";
import { elides, withoutElisions } from "./elisions.js";
import { mayWrite, writtenTexts, type WrittenText } from "./heredocs.js";
import { fencedBlocks, type FencedBlock } from "./markdown.js";
import { maskGuide } from "./mask.js";
import { heldBy, readShellText } from "./read.js";
import { readScript } from "./script.js";

/** A page of Markdown: what its fenced blocks of YAML and of shell commands say. Its elisions are no syntax problems. */
export const markdownSource: TextSource = {
  mayBe: (path) => /\.(?:md|markdown|mdx)$/i.test(path),
  marker: /`{3}|~{3}/,
  read(text, file) {
    const facts: Fact[] = [];
    const blocks: number[] = [];
    let ports = 0;
    for (const [number, block] of fencedBlocks(text).entries()) {
      if (ports > mostPorts) break;
      for (const fact of readBlock(block, number, file)) {
        facts.push(fact);
        blocks.push(number);
        ports += countPorts(fact);
      }
    }
    return { facts, blocks, problems: [] };
  },
};

/** A text that a fenced block of a page writes. */
export interface WrittenInBlock extends WrittenText {
  /** The number of the block among all of the page, from 0, as in `FileFacts.blocks`. */
  readonly block: number;
}

/** The texts that the commands of a page write with here-documents, of whatever format. */
export function textsOfMarkdown(text: string, file: FileId): readonly WrittenInBlock[] {
  return fencedBlocks(text).flatMap(({ language, scalar }, block) => {
    if (!shells.test(language) || !mayWrite(scalar.text)) return [];
    const { documents } = readScript(scalar, folderOf(file), maskGuide(scalar.text));
    return writtenTexts(documents, scalar, file).map((written) => ({ ...written, block }));
  });
}

const shells = /^(?:bash|sh|shell|zsh|ksh|console|shell-?session|sh-session|terminal)$/;
const yamls = /^(?:ya?ml|(?:docker-)?compose|otel(?:col)?(?:-[\w-]+)?|k8s|kubernetes)$/;
/** A command of which nothing else can be meant, in a block that names no language. */
const plainRun = /^[ \t]*(?:[$%❯][ \t]+)?(?:sudo[ \t]+)?(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+)?run[ \t]/m;

function readBlock({ language, scalar }: FencedBlock, number: number, file: FileId): readonly Fact[] {
  if (yamls.test(language)) {
    const holder = { kind: "fenced block", namespace: undefined, name: baseName(file), key: String(number + 1) };
    const { facts } = readYamlIn(withoutElisions(scalar), file);
    return facts.map((fact) => heldBy(elides(scalar.text) ? asElided(fact) : fact, holder));
  }
  if (!shells.test(language) && !(language === "" && plainRun.test(scalar.text))) return [];
  return readShellText(scalar, maskGuide(scalar.text), file).facts;
}

/** What is missing in it may stand where the page leaves something out. */
function asElided(fact: Fact): Fact {
  switch (fact.kind) {
    case "collector":
    case "pod":
    case "service":
      return { ...fact, syntaxErrors: true };
    default:
      return fact;
  }
}
