import type { Build } from "../analysis/facts.js";
import { ownBuild } from "../program/components.js";
import type { Trust } from "./trust.js";

/** The collector on the person's own machine. Nothing is run before the workspace is trusted. */
export class OwnCollector {
  private path: string | undefined;
  private known: Build | undefined;

  /** @param warn takes why a program that was set is of no use */
  constructor(
    private readonly trust: Trust,
    private readonly warn: (problem: string) => void,
  ) {}

  /** The program that may be run. */
  get program(): string | undefined {
    return this.trust.isGiven ? this.path : undefined;
  }

  /** What it is made of, as far as it said so. */
  get build(): Build | undefined {
    return this.known;
  }

  set(path: string | undefined): void {
    this.path = path;
  }

  /** Asks the program what it is made of; tells whether that is news. */
  async ask(): Promise<boolean> {
    const before = this.known;
    const asked = this.program;
    const answer = asked === undefined ? undefined : await ownBuild(asked);
    // Another one was set while this one was asked.
    if (asked !== this.program) return false;
    if (answer && "problem" in answer) this.warn(answer.problem);
    this.known = answer && "build" in answer ? answer.build : undefined;
    return JSON.stringify(before) !== JSON.stringify(this.known);
  }
}
