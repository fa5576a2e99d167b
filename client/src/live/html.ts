/** Markup that is made of constants and of texts that were escaped: the only thing that a page takes. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | undefined;

/** Whatever a file or a host says is text: it can neither be markup nor turn the direction of what stands beside it. */
export function html(constants: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(constants.map((constant, index) => `${constant}${written(parts[index])}`).join(""));
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return String(part)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => (char === "\n" ? "\n" : "\uFFFD"))
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
