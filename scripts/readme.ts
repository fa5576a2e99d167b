/** A link whose text is the path that it leads to. */
const named = /\[([^\]]+)\]\(\1\)/;

/**
 * A page as it reads away from its repository. The section on what one does in a checkout is left out, and so are
 * pictures that lie beside the page, and sentences and list items that only send to a page by its path. Of other links
 * to what lies beside it the text remains.
 */
export function standAlone(markdown: string): string {
  return markdown
    .replace(/^## Start\n[^]*?(?=^## )/m, "")
    .replace(/:(?=\n\n!\[[^\]]*\]\((?!\w+:)[^)]*\)$)/gm, ".")
    .replace(/^!\[[^\]]*\]\((?!\w+:)[^)]*\)\n+/gm, "")
    .replace(/!\[[^\]]*\]\((?!\w+:)[^)]*\)/g, "")
    .split("\n\n")
    .flatMap(withoutDirections)
    .join("\n\n")
    .replace(/\n*$/, "\n")
    .replace(/\[([^\]]+)\]\((?!\w+:|#)[^)]*\)/g, "$1");
}

function withoutDirections(block: string): readonly string[] {
  if (!named.test(block)) return [block];
  const sentences = block.split(/(?<=[.!?]\s)|(?<=\n)(?=- )/);
  const left = sentences.filter((each) => !named.test(each)).join("");
  return left === "" ? [] : [left.trimEnd()];
}
