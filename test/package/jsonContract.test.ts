import assert from "node:assert/strict";
import type { checkReport, explainReport, portsReport, probeReport } from "../../server/src/cli/format/json.js";
import type { CheckJson, ExplainJson, PortsJson, ProbeJson } from "../../server/src/cli/format/jsonContract.js";
import { declarationOf } from "../../scripts/packageCli.js";

/** A type without the names it is made of: what each field holds, and whether it may be absent, all the way down. */
type Shape<T> = T extends readonly (infer Item)[]
  ? { readonly items: Shape<Item> }
  : T extends object
    ? {
        readonly [K in keyof T]-?: {
          readonly absent: object extends Pick<T, K> ? true : false;
          readonly holds: Shape<T[K]>;
        };
      }
    : T;

type Same<A, B> = [Shape<A>, Shape<B>] extends [Shape<B>, Shape<A>] ? true : false;

interface Example {
  readonly list: readonly { readonly text: string }[];
}

/** The compiler refuses this file where what is written differs from the contract. */
const proofs: {
  readonly check: Same<CheckJson, ReturnType<typeof checkReport>>;
  readonly ports: Same<PortsJson, ReturnType<typeof portsReport>>;
  readonly explain: Same<ExplainJson, ReturnType<typeof explainReport>>;
  readonly probe: Same<ProbeJson, ReturnType<typeof probeReport>>;
  // And it would notice.
  readonly missing: Same<Example, { readonly list: readonly object[] }>;
  readonly more: Same<Example, Example & { readonly other: string }>;
  readonly perhapsMore: Same<Example, { readonly list: readonly { readonly text: string; readonly other?: string }[] }>;
  readonly wider: Same<Example, { readonly list: readonly { readonly text: string | null }[] }>;
} = {
  check: true,
  ports: true,
  explain: true,
  probe: true,
  missing: false,
  more: false,
  perhapsMore: false,
  wider: false,
};

describe("the contract of the JSON output", () => {
  it("is what is written, as the compiler proves", () => {
    assert.equal(Object.values(proofs).filter((same) => same).length, 4);
  });

  it("is declared in one file that needs no other", async () => {
    const text = await declarationOf("server/src/cli/format/jsonContract.ts");
    assert.doesNotMatch(text, /\bimport\b|\bdeclare\b|\bany\b/);
    for (const name of ["CheckJson", "PortsJson", "ExplainJson", "ProbeJson"]) {
      assert.match(text, new RegExp(`^export interface ${name} \\{$`, "m"));
    }
    assert.match(text, /\/\*\* Line and column from 1, the column in UTF-16 code units\. \*\//);
  });
});
