import { append } from "../lists.js";
import type { Transport } from "../facts.js";
import type { Claim } from "./model.js";

/** Claims by port and transport, each list in their order. */
export class PortIndex<C extends Claim> {
  private readonly byPort = new Map<string, C[]>();

  constructor(claims: readonly C[]) {
    for (const claim of claims) append(this.byPort, keyOf(claim.port, claim.transport), claim);
  }

  /** @param port null for those of which only the running system knows it */
  at(port: number | null, transport: Transport): readonly C[] {
    return this.byPort.get(keyOf(port, transport)) ?? [];
  }
}

function keyOf(port: number | null, transport: Transport): string {
  return `${String(port)}/${transport}`;
}
