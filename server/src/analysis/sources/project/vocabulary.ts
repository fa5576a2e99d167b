import type { Distribution } from "../../facts.js";

/** What may stand in a `.portolan.yaml`. `schemas/portolan.schema.json` says the same to editors. */
export const projectKeys = ["hosts", "collectors", "ignore"] as const;
export const hostKeys = ["runs", "ssh"] as const;
export const collectorKeys = ["config", "version", "distribution", "manifest"] as const;
export const ignoreKeys = ["rule", "files", "reason"] as const;

export const distributions: readonly Distribution[] = ["core", "contrib", "k8s", "otlp", "ddot"];

/** A `Host` of the ssh configuration; nothing that ssh could take for an option, a user or a command. */
export const sshAlias = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
