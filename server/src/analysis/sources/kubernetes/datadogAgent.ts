import type { ObjectRef } from "../../facts.js";
import { asMap, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { OperatorAgent } from "../datadog/operatorAgent.js";
import { notOurs, type SourceResult } from "../source.js";
import { plainTextOf, type Reading } from "./reading.js";

/** A `DatadogAgent`: the Agent that the operator starts on each node, with DDOT beside it where it is asked for. */
export function readDatadogAgent(root: YamlNode, object: ObjectRef, reading: Reading): SourceResult {
  const spec = asMap(get(root, "spec"));
  // v1alpha1 calls everything otherwise, and no operator reads it any more.
  if (spec === undefined || plainTextOf(get(root, "apiVersion"))?.endsWith("/v1alpha1") === true) return notOurs;
  const agent = new OperatorAgent(spec, object, reading);
  const ddot = agent.ddot();
  const pod = agent.pod();
  return { facts: [...ddot.facts, ...(pod ? [pod] : [])], problems: ddot.problems };
}
