/**
 * What guides print is not quite shell: prompts with output below them, `<PLACEHOLDERS>`. These blot out, letter for
 * letter, what is none.
 */
export function maskGuide(text: string): string {
  return maskPlaceholders(maskSession(text));
}

/** `<YOUR API KEY>` would be two redirections; `{IP address}` and `{{ version }}` would be several words. */
function maskPlaceholders(text: string): string {
  return text.replace(
    /(?<![<\d&])<[A-Za-z](?:[\w .:/-]*[\w.])?>|\{\{[^{}\n]*\}\}|(?<!\$)\{[A-Za-z][\w-]*(?: [\w-]+)+\}/g,
    (placeholder) => "_".repeat(placeholder.length),
  );
}

/** `$ `, `otel@web-1:~$ ` */
const promptLine = /^[ \t]*(?:[\w.-]+@[\w.-]+(?::[^\s$]*)?)?[$%❯] (?=\S)/m;

/** Of a session with prompts only the commands count, with the lines that continue them. */
function maskSession(text: string): string {
  if (!promptLine.test(text)) return text;
  let continues = false;
  let terminator: string | undefined;
  const lines = text.split("\n").map((line) => {
    if (terminator !== undefined) {
      if (line.trim() === terminator) terminator = undefined;
      return line;
    }
    const prompt = promptLine.exec(line) ?? (continues ? /^> /.exec(line) : null);
    if (!continues && prompt === null) return " ".repeat(line.length);
    continues = /\\\s*$/.test(line);
    terminator = /<<-?[ \t]*["']?(\w+)/.exec(line)?.[1];
    const length = prompt?.[0].length ?? 0;
    return " ".repeat(length) + line.slice(length);
  });
  return lines.join("\n");
}
