export interface Bar {
  readonly what: string;
  readonly limit: number;
  readonly value: number;
  /** What cannot be undercut on this machine, taken in the same run. */
  readonly anchor: number;
  readonly anchorIs: string;
  readonly met: boolean;
}

export function reached(limit: number, value: number): Pick<Bar, "limit" | "value" | "met"> {
  return { limit, value, met: value <= limit };
}
