import type { Place, PortChange, Transport } from "./place.js";

/** Somebody connects to an address that a text names: an exporter, an SDK's variable, a scrape target. */
export interface DialFact {
  /** The shortest name for it inside its workload: `otlp exporter`, `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly label: string;
  /** What is spoken, in the words of `ListenerFact.protocol`; undefined where that is open. */
  readonly protocol: string | undefined;
  readonly transport: Transport;
  /** As written, with its variables: `${env:GATEWAY}:4317`, `http://$(HOST_IP):4318/v1/traces`. */
  readonly text: string;
  /** Where a finding about it stands. */
  readonly place: Place;
  /** Offset in the file of the first letter of `text`; undefined where the file holds it in other letters. */
  readonly literalAt: number | undefined;
  /** The port that is meant where the text names none. */
  readonly defaultPort?: number;
  /** How the port is changed where it stands apart from the host. */
  readonly portChange?: PortChange;
  /** Whether it asks for TLS where the address has no scheme that tells; undefined where that is open. */
  readonly secure?: boolean;
}
