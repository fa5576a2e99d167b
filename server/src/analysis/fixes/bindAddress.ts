import type { FileEdit, Fix, TextOf } from "../finding.js";
import type { Listener, SiteModel } from "../topology/model.js";
import type { TextEdit } from "../text.js";
import { insertUnder } from "../yaml/edit.js";
import { podAddressOf } from "./podAddress.js";

/**
 * Binds a listener where it is reached from outside: to every address, or in a pod to the pod's own. A default is
 * written out.
 */
export function bindAddressFixes(listener: Listener, model: SiteModel, texts: TextOf): readonly Fix[] {
  const everywhere = bindTo("0.0.0.0", listener, texts);
  const title = `Bind the ${listener.owner} to`;
  const fixes: Fix[] = [];
  if (everywhere) fixes.push({ kind: "edit", title: `${title} 0.0.0.0`, edits: [everywhere], preferred: true });
  const pod = podAddressOf(listener, model, texts);
  const host = `\${env:${pod?.variable ?? ""}}`;
  const own = pod && bindTo(host, listener, texts);
  if (own) fixes.push({ kind: "edit", title: `${title} the pod's own address (${host})`, edits: [own, ...pod.edits] });
  return fixes;
}

function bindTo(host: string, listener: Listener, texts: TextOf): FileEdit | undefined {
  const { change } = listener;
  if (change.kind === "none" || change.kind === "beside") return undefined;
  const file = change.kind === "digits" ? change.place.file : change.file;
  const text = texts(file);
  const edit = text === undefined ? undefined : hostEdit(text, host, listener);
  return edit && { file, edits: [edit] };
}

function hostEdit(text: string, host: string, { change, hostText, port }: Listener): TextEdit | undefined {
  if (change.kind === "insert") {
    const lines = change.lines.map((line) => line.replace("{host}", () => host).replace("{port}", () => String(port)));
    return insertUnder(text, change.slot, lines);
  }
  if (change.kind !== "digits" || hostText === "") return undefined;
  const end = change.place.span.start - 1;
  const span = { start: end - hostText.length, end };
  return text.slice(span.start, end + 1) === `${hostText}:` ? { span, newText: host } : undefined;
}
