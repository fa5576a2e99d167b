import type { ProcessFacts } from "../facts.js";
import type { FileEdit, TextOf } from "../finding.js";
import type { Listener, SiteModel } from "../topology/model.js";
import type { TextEdit } from "../text.js";
import { appendMap, insertBehind } from "../yaml/append.js";
import { listAt, nodesAt } from "../yaml/locate.js";

/** A variable that holds the address of a pod, with the edits that bring it in where nobody has it. */
interface PodAddress {
  readonly variable: string;
  readonly edits: readonly FileEdit[];
}

const usualName = "MY_POD_IP";
const podIp = "status.podIP";

/** Undefined for what runs in no pod that a manifest here describes, and where no variable can be added. */
export function podAddressOf({ workload }: Listener, model: SiteModel, texts: TextOf): PodAddress | undefined {
  const pod = model.cluster.pods.find(({ workloads }) => workloads.includes(workload));
  const process = model.processes.find((each) => each.workload === workload)?.facts;
  if (pod === undefined || process === undefined || pod.facts.hostNetwork) return undefined;
  const known = process.env.find(({ value }) => value.kind === "field" && value.path === podIp);
  if (known) return { variable: known.name, edits: [] };
  const isWritten = pod.facts.mode === undefined && pod.facts.chart === undefined;
  const isFree = process.env.every(({ name }) => name !== usualName);
  const edit = isWritten && isFree ? addVariable(process, texts) : undefined;
  return edit && { variable: usualName, edits: [edit] };
}

function addVariable({ env, image }: ProcessFacts, texts: TextOf): FileEdit | undefined {
  const place = env.at(-1)?.place ?? image?.place;
  const text = place && texts(place.file);
  if (place === undefined || text === undefined) return undefined;
  const item = [`name: ${usualName}`, "valueFrom:", "  fieldRef:", `    fieldPath: ${podIp}`];
  const { file, span } = place;
  const list = env.length > 0 ? listAt(text, span.start) : undefined;
  const edit = list ? appendMap(text, list.entry, list.list, item) : addList(text, span.start, item);
  return edit && { file, edits: [edit] };
}

function addList(text: string, image: number, [first = "", ...rest]: readonly string[]): TextEdit | undefined {
  const map = nodesAt(text, image).findLast((node) => node.kind === "map");
  const entry = map?.entries.find(({ key }) => key.text === "image");
  if (map === undefined || entry === undefined || map.entries.some(({ key }) => key.text === "env")) return undefined;
  return insertBehind(text, { map, entry }, ["env:", `  - ${first}`, ...rest.map((line) => `    ${line}`)]);
}
