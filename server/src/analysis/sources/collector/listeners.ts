import type { ComponentRow, ListenCondition, ListenRow } from "../../catalog/types.js";
import { hostPrefix, parseEndpoint, type Endpoint } from "../../endpoint.js";
import type { Bind, FileId, ListenerFact, Place, PortChange, Signal, Transport } from "../../facts.js";
import { anyVersion } from "../../versions.js";
import { asMap, asScalar, deepestEntry, entryOf, get, isNull, textOf } from "../../yaml/access.js";
import { slotOf } from "../../yaml/edit.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { digitsChange } from "../change.js";

/** The sockets that a component opens when it runs, as far as its own config decides. */
export function readListeners(component: Entry, id: string, row: ComponentRow, file: FileId): readonly ListenerFact[] {
  return row.listens.flatMap((listen) => {
    const reader = new ListenerReader(component, id, row, listen, file);
    const listener = reader.read();
    return listener === undefined ? [] : [listener];
  });
}

class ListenerReader {
  private readonly config: YamlNode;

  constructor(
    private readonly component: Entry,
    private readonly id: string,
    private readonly row: ComponentRow,
    private readonly listen: ListenRow,
    private readonly file: FileId,
  ) {
    this.config = component.value;
  }

  read(): ListenerFact | undefined {
    const transport = this.transport();
    if (transport === undefined || !this.listen.when.every((condition) => this.holds(condition))) return undefined;
    const written = this.written();
    if (written === "nothing-to-bind") return undefined;
    const binds = written ? [written.bind] : this.defaults();
    if (binds.length === 0) return undefined;
    const signal = this.listen.when.find((condition) => condition.kind === "signal")?.signal;
    return {
      key: this.listen.path.join("."),
      label: this.label(),
      protocol: this.listen.protocol,
      transport,
      ...(this.isSecure() && { secure: true }),
      binds,
      ...(signal && { onlyFor: signal satisfies Signal }),
      place: written?.place ?? { file: this.file, span: this.blamed().key.span },
      change: written?.change ?? this.insertion(),
    };
  }

  /** `tls` stands beside the endpoint. */
  private isSecure(): boolean {
    return asMap(get(this.config, ...this.listen.path.slice(0, -1), "tls")) !== undefined;
  }

  /** What the config says about the endpoint; undefined where it says nothing. */
  private written(): { bind: Bind; place: Place; change: PortChange } | "nothing-to-bind" | undefined {
    const scalar = asScalar(get(this.config, ...this.listen.path));
    if (scalar === undefined || scalar.value === null) return undefined;
    const prefix = this.hostPrefix();
    const endpoint = parseEndpoint(prefix + scalar.text);
    if (endpoint === undefined) return "nothing-to-bind";
    return {
      bind: { versions: anyVersion, endpoint, origin: "explicit" },
      place: { file: this.file, span: scalar.span },
      change: digitsChange(scalar, endpoint, prefix.length, this.component.span, this.file),
    };
  }

  private defaults(): readonly Bind[] {
    if (get(this.config, ...this.listen.path) !== undefined && !isNull(get(this.config, ...this.listen.path)))
      return [];
    return this.listen.defaults.flatMap(({ versions, endpoint }): Bind[] => {
      const host = this.hostPrefix();
      const parsed = parseEndpoint(host === "" || host === ":" ? endpoint : endpoint.replace(/^.*:/, host));
      return parsed ? [{ versions, endpoint: withoutDigits(parsed), origin: "default" }] : [];
    });
  }

  /** What a host that is written apart puts before the number; empty where both are written as one. */
  private hostPrefix(): string {
    const { hostPath } = this.listen;
    return hostPath ? hostPrefix(textOf(get(this.config, ...hostPath)) ?? "") : "";
  }

  private transport(): Transport | undefined {
    const chosen = this.listen.transportPath && textOf(get(this.config, ...this.listen.transportPath));
    if (chosen === undefined) return this.listen.transport;
    if (/^tcp[46]?$/.test(chosen)) return "tcp";
    return /^udp[46]?$/.test(chosen) ? "udp" : undefined;
  }

  private holds(condition: ListenCondition): boolean {
    switch (condition.kind) {
      case "present":
        return this.existing(condition.path) !== undefined;
      case "not-null": {
        const entry = this.existing(condition.path);
        return entry === undefined || !isNull(entry.value);
      }
      case "written":
        return textOf(get(this.config, ...this.listen.path)) !== undefined;
      case "equals": {
        const text = textOf(get(this.config, ...condition.path));
        return text === undefined ? condition.whenMissing : text === String(condition.value);
      }
      // Versions that do not know the key refuse the config; nothing listens there either way.
      case "not-false":
        return textOf(get(this.config, ...condition.path)) !== "false";
      case "signal":
        return true;
    }
  }

  private existing(path: readonly string[]): Entry | undefined {
    return entryOf(get(this.config, ...path.slice(0, -1)), path.at(-1) ?? "");
  }

  /** The key that causes a listener nobody wrote: `grpc:`, or the component itself. */
  private blamed(): Entry {
    return deepestEntry(this.config, this.listen.path)?.entry ?? this.component;
  }

  private insertion(): PortChange {
    const { path, hostPath } = this.listen;
    const found = deepestEntry(this.config, path);
    const missing = path.slice(found?.depth ?? 0);
    const value = hostPath ? "{port}" : "{host}:{port}";
    const lines = missing.map(
      (key, depth) => "  ".repeat(depth) + key + (depth === missing.length - 1 ? `: ${value}` : ":"),
    );
    return { kind: "insert", file: this.file, slot: slotOf(found?.entry ?? this.component), lines };
  }

  private label(): string {
    const variant = this.listen.path.filter(
      (key) => !["protocols", "endpoint", "listen_address", "port"].includes(key),
    );
    const siblings = this.row.listens.length > 1 && variant.length > 0;
    return `${this.id} ${this.row.kind}${siblings ? ` (${variant.join(" ")})` : ""}`;
  }
}

function withoutDigits({ host, hostText, port }: Endpoint): Endpoint {
  return { host, hostText, port };
}
