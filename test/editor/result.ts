export interface Result {
  readonly passed: number;
  readonly failed: number;
}

export interface SuiteResult extends Result {
  /** Mocha's own, line by line. */
  readonly report: readonly string[];
}
