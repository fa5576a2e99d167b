import { mayTell } from "../../sources/secrets.js";

const hidden = "***";

/** The ends of names whose values are nobody's business. */
const word =
  "(?:key|token|pass|passw(?:or)?d|passphrase|pwd|secret|credential|dsn|auth|cookie|salt|header|authorization)s?(?:_?id)?";
const sign = "[\"']?[ \\t]{0,3}[=:][ \\t]{0,3}";
/** A variable, which only names a secret, and what is hidden already. */
const kept = "[\"']?(?:\\$\\{[\\w:.-]{0,100}\\}|\\*\\*\\*)(?=[\"'\\s,;&]|$)";

const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // `authorization: Bearer …`, to the end of what is quoted: the value has a space in it.
  [new RegExp(`(authorization${sign}["']?)(?!\\$\\{)[^"'\\n]+`, "gi"), `$1${hidden}`],
  [/\b(bearer[ \t]{1,3})[\w.~+/=-]{8,}/gi, `$1${hidden}`],
  // `"DD_API_KEY=two words"`: the quote stands before the name.
  [new RegExp(`(?<=["'])([\\w.:-]{0,100}${word}[=:])(?!${kept})[^"'\\n]+`, "gi"), `$1${hidden}`],
  [new RegExp(`(${word}${sign})(?!${kept})(?:"[^"\\n]*"?|'[^'\\n]*'?|[^\\s"'&]+)`, "gi"), `$1${hidden}`],
  [/(:\/\/[^\s/@:]{0,100}:)[^\s/@"']{1,300}(?=@)/g, `$1${hidden}`],
  // The keys of Datadog, and JSON web tokens, wherever they stand.
  [/(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{40})(?![0-9a-z])/gi, hidden],
  [/\beyJ[\w-]{10,}\.[\w.-]{10,}/g, hidden],
];

/**
 * A text of the host without what looks like a secret: API keys, tokens, authorization headers, passwords in URLs. Rather
 * too much than too little; `${env:DD_API_KEY}` stays, it only names one.
 */
export function redact(text: string): string {
  const told = patterns.reduce((before, [pattern, replacement]) => before.replace(pattern, replacement), text);
  return told.replace(/(?<=\s|^)(--?[\w.-]{1,100}[ \t]{1,3})(?![-\s$])\S+/g, (both, flag: string) =>
    isSecretFlag(flag.trimEnd()) ? `${flag}${hidden}` : both,
  );
}

/** Arguments without secrets; `--api-key` and its value may be two of them. */
export function redactArgs(args: readonly string[]): readonly string[] {
  return args.map((arg, at) => {
    const before = args[at - 1];
    const isValue = before !== undefined && isSecretFlag(before) && !arg.startsWith("-");
    return isValue ? hidden : redact(arg);
  });
}

function isSecretFlag(text: string): boolean {
  return /^--?[\w.-]+$/.test(text) && !mayTell(text, "");
}
