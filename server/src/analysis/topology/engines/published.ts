import type { PublishedPort } from "../../facts.js";
import type { RunningContainer } from "./containers.js";
import { listenerId } from "../processes/listeners.js";
import type { Mapping } from "../model.js";

/** A port that a container engine takes of its host. */
export function publishedMapping(port: PublishedPort, { container, started, namespace }: RunningContainer): Mapping {
  const { outer, hostIp, inner, transport, place, changeOuter, changeInner } = port;
  return {
    via: "published",
    id: listenerId(place.file, "published", String(place.span.start), String(outer)),
    workload: started.workload,
    owner: `published port of ${container.process.name}`,
    transport,
    port: outer,
    hosts: [hostIp],
    hostText: hostIp ?? "",
    // No outer port means one that the engine picks, which meets nothing.
    certain: outer !== null,
    origin: "explicit",
    place,
    change: changeOuter,
    changeInner,
    inner: { namespace, port: inner },
  };
}
