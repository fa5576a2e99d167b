import type { ClaimItem } from "./nodes.js";

/** What matters most about a port, the worst first. What a live host says of it would be one more of these. */
export const claimStates = [
  "collides",
  "will-not-start",
  "problem",
  "handed-on",
  "loopback",
  "unwritten",
  "written",
] as const;
export type ClaimState = (typeof claimStates)[number];

export function stateOf(claim: ClaimItem): ClaimState {
  return claimStates.find((state) => holds[state](claim)) ?? "written";
}

/** What "only problems" leaves. */
export function isProblem(claim: ClaimItem): boolean {
  switch (stateOf(claim)) {
    case "collides":
    case "will-not-start":
    case "problem":
      return true;
    case "handed-on":
    case "loopback":
    case "unwritten":
    case "written":
      return false;
  }
}

const holds: Readonly<Record<ClaimState, (claim: ClaimItem) => boolean>> = {
  collides: ({ conflict }) => conflict,
  "will-not-start": ({ willNotStart }) => willNotStart === true,
  problem: ({ problem }) => problem !== undefined,
  "handed-on": (claim) => "via" in claim,
  loopback: ({ loopback }) => loopback,
  unwritten: ({ origin }) => origin !== "explicit",
  written: () => true,
};
