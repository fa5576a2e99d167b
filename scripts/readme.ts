/**
 * A page as it reads away from its repository: pictures that lie beside it are left out, and of links to what lies
 * beside it the text remains.
 */
export function standAlone(markdown: string): string {
  return markdown
    .replace(/^!\[[^\]]*\]\((?!\w+:)[^)]*\)\n+/gm, "")
    .replace(/!\[[^\]]*\]\((?!\w+:)[^)]*\)/g, "")
    .replace(/\[([^\]]+)\]\((?!\w+:|#)[^)]*\)/g, "$1");
}
