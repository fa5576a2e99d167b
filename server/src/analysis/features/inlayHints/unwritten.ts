/** Something that holds at a place though nobody wrote it there. */
export interface Unwritten {
  /** Offset behind which it is shown. */
  readonly at: number;
  readonly sign: "⟶" | "=";
  readonly value: string;
  /** A sentence. */
  readonly reason: string;
}
