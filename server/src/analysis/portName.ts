/** What Kubernetes says of names of ports; both are undefined for one that it takes. */

const placeholder = /^__|__$|[^\w.-]/;

/** Of a container's port: an `IANA_SVC_NAME`. */
export function portNameError(name: string): string | undefined {
  // What a person or a program still has to fill in.
  if (placeholder.test(name)) return undefined;
  if (name.length > 15) return "must be no more than 15 characters";
  if (!/^[-a-z0-9]+$/.test(name)) return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
  if (!/[a-z]/.test(name)) return "must contain at least one letter (a-z)";
  if (name.includes("--")) return "must not contain consecutive hyphens";
  return /^-|-$/.test(name) ? "must not begin or end with a hyphen" : undefined;
}

/** Whether it surely is the name of a container's port: one that Kubernetes takes, and no placeholder. */
export function isPortName(name: string): boolean {
  return portNameError(name) === undefined && !placeholder.test(name);
}

/** Of a Service's port: a label of a domain name, which may be longer and have no letter. */
export function serviceNameError(name: string): string | undefined {
  if (placeholder.test(name)) return undefined;
  if (name.length > 63) return "must be no more than 63 characters";
  if (/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name)) return undefined;
  return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
}
