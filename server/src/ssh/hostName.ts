import { isIPv6 } from "node:net";

declare const checked: unique symbol;

/** A host that may stand as a word of a command line: it is no option and holds nothing that a shell would read. */
export type HostName = string & { readonly [checked]: "host" };

/** What ssh and the resolver take; longer ones are no names. */
const longest = 255;

/** A name that begins with a hyphen would be an option, and a jump's command passes through a shell. */
const name = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** An alias of ssh's configuration, a profile, a plain host name. */
export function parseAlias(text: string): HostName | undefined {
  return text.length <= longest && name.test(text) ? (text as HostName) : undefined;
}

/** A host for another program than ssh: a name or an IP literal, without a user. */
export function parseAddress(text: string): HostName | undefined {
  return text.includes("@") ? undefined : parseHost(text);
}

/** What a person types: an alias or an IP literal without brackets and zone, either with `user@` before it. */
export function parseHost(text: string): HostName | undefined {
  const [host = "", user, ...more] = text.split("@").reverse();
  if (text.length > longest || more.length > 0) return undefined;
  if (user !== undefined && !name.test(user)) return undefined;
  return name.test(host) || (isIPv6(host) && !host.includes("%")) ? (text as HostName) : undefined;
}
