import { providers } from "../../catalog/providers.js";
import type { Distribution, Expansion } from "../../facts.js";
import { nearest } from "../../nearest.js";
import { unknown } from "../../variables.js";
import { includes, isSince, type Version, type VersionRange } from "../../versions.js";

/** Why the collector does not take a `${…}`. */
export interface ExpansionProblem {
  /** What is wrong with it, as a sentence without its end. */
  readonly reason: string;
  /** What the collector, or who reads the file before it, says; undefined where nobody says anything. */
  readonly error: string | undefined;
  /** Set for what older versions took, or put nothing in its place. */
  readonly since?: Version;
  readonly repair?: Repair;
}

/** How it is made what was meant: letters put in at an offset from its `$`, in place of some that stand there. */
export interface Repair {
  readonly title: string;
  readonly at: number;
  readonly removes: number;
  readonly inserts: string;
}

/** Since when what the environment provider takes for a name is checked, and what has no scheme goes to it. */
const namesChecked: Version = "0.102.0";
const schemeDefaults: Version = "0.104.0";
const defaultsKnown: Version = "0.110.0";

const namePattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const nameError = (name: string): string =>
  `environment variable ${JSON.stringify(name)} has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$`;

/** What is wrong with an expansion for a collector; undefined also for what may be a template of somebody else. */
export function expansionProblem(
  { uri, state }: Expansion,
  collector: { readonly versions: VersionRange; readonly distribution: Distribution | undefined },
): ExpansionProblem | undefined {
  if (state === "open") return openProblem(uri);
  if (state === "refused") return refusedProblem(uri);
  if (uri.includes("$")) {
    return {
      reason: "a dollar sign stands inside",
      error: `the uri ${JSON.stringify(uri.includes(":") ? uri : `env:${uri}`)} contains unsupported characters ('$')`,
    };
  }
  if (!uri.includes(":")) return bareProblem(uri);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(uri)?.[1];
  if (scheme === undefined) return malformedProblem(uri);
  if (scheme === "env") return variableProblem(uri.slice("env:".length), collector.versions);
  return schemeProblem(uri, scheme, collector.distribution);
}

function openProblem(rest: string): ExpansionProblem | undefined {
  if (!/^(?:env:|file:)?[A-Za-z_]\w*/.test(rest)) return undefined;
  return {
    reason: "no brace closes it, so that the collector takes it for the text that stands there",
    error: undefined,
  };
}

function refusedProblem(uri: string): ExpansionProblem | undefined {
  if (!/^(?:[\w.+-]+:|\d+$)/.test(uri)) return undefined;
  return {
    reason: "Compose puts in variables before the collector reads the text, and does not take this for one",
    error: "invalid interpolation format … You may need to escape any $ with another $",
    ...(!/^\d/.test(uri) && { repair: forCompose }),
  };
}

const forCompose: Repair = { title: "Escape it for Compose: $${…}", at: 0, removes: 0, inserts: "$" };

/** `${NAME}`. Other templates write so, too, with more than a name inside. */
function bareProblem(name: string): ExpansionProblem | undefined {
  if (namePattern.test(name) || !/^[\w-]*$/.test(name)) return undefined;
  const problem = { error: nameError(name), since: schemeDefaults };
  if (!/^\d+$/.test(name)) return { ...problem, reason: "that is no name of an environment variable" };
  return {
    ...problem,
    reason:
      "the collector takes it for an environment variable, in every value; a group of a regular expression is " +
      `written $\${${name}}`,
    repair: { title: `Escape it as $\${${name}}`, at: 0, removes: 0, inserts: "$" },
  };
}

/** `${MY_NAME:-default}`: an underscore stands in no scheme. */
function malformedProblem(uri: string): ExpansionProblem | undefined {
  if (!/^\w+:/.test(uri)) return undefined;
  return {
    reason: "what stands before a colon is taken for the scheme of a configuration provider, and this is none",
    error: `invalid uri: ${JSON.stringify(shown(uri))}`,
    since: schemeDefaults,
    ...(/^[A-Za-z_]\w*:-/.test(uri) && { repair: asVariable }),
  };
}

const asVariable: Repair = { title: "Read it from the environment: ${env:…}", at: 2, removes: 0, inserts: "env:" };

function variableProblem(written: string, versions: VersionRange): ExpansionProblem | undefined {
  const end = written.indexOf(":-");
  const name = end < 0 ? written : written.slice(0, end);
  if (name.includes(unknown)) return undefined;
  if (!namePattern.test(name)) {
    return {
      reason: "that is no name of an environment variable",
      error: nameError(shown(name)),
      since: namesChecked,
    };
  }
  const isTooOld = end >= 0 && !mayInclude(versions, defaultsKnown) && isSince(versions, namesChecked);
  return isTooOld
    ? { reason: `defaults are known since v${defaultsKnown}`, error: nameError(shown(written)), since: namesChecked }
    : undefined;
}

/** Whether some version of a range is as new as that. */
function mayInclude({ before }: VersionRange, version: Version): boolean {
  return before === undefined || includes({ before }, version);
}

function schemeProblem(
  uri: string,
  scheme: string,
  distribution: Distribution | undefined,
): ExpansionProblem | undefined {
  const error = `scheme ${JSON.stringify(scheme)} is not supported for uri ${JSON.stringify(shown(uri))}`;
  const known = providers.find((each) => each.scheme === scheme);
  if (known) {
    if (distribution === undefined || known.distributions.includes(distribution)) return undefined;
    return { reason: `the ${distribution} distribution has no configuration provider "${scheme}"`, error };
  }
  const reason = `no configuration provider is called "${scheme}"`;
  // `${NAME:-default}` and `${NAME:default}`, as shells and other programs have it.
  if (uri.startsWith(`${scheme}:-`) || scheme === scheme.toUpperCase()) {
    const hasDefault = uri.startsWith(`${scheme}:-`);
    return { reason, error, since: schemeDefaults, ...(hasDefault && { repair: asVariable }) };
  }
  const meant = nearest(
    scheme,
    providers.map((each) => each.scheme),
  );
  // What is built elsewhere brings providers of its own.
  if (meant === undefined) return distribution === undefined ? undefined : { reason, error };
  const title = `Change "${scheme}" to "${meant}"`;
  return { reason, error, repair: { title, at: 2, removes: scheme.length, inserts: meant } };
}

function shown(uri: string): string {
  const text = uri.replaceAll(unknown, "…");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
