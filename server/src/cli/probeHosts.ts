import { parseAlias, parseHost, type HostName } from "../ssh/hostName.js";
import { defaultProfile } from "../ssh/transports/minikube.js";
import type { Via } from "../ssh/transports/index.js";

export interface HostsToAsk {
  readonly hosts: readonly HostName[];
  /** A sentence for each word that is no host. */
  readonly problems: readonly string[];
}

/** What the words after `portolan probe` name. */
export function hostsToAsk(words: readonly string[], via: Via): HostsToAsk {
  const read = readers[via];
  const hosts = (words.length === 0 ? read.unnamed : words).map((word) => [word, read.parse(word)] as const);
  const invalid = hosts.flatMap(([word, host]) =>
    host === undefined ? [`${JSON.stringify(word)} is ${read.no}`] : [],
  );
  return {
    hosts: [...new Set(hosts.flatMap(([, host]) => host ?? []))],
    problems: [...(hosts.length === 0 ? ["name at least one HOST"] : []), ...read.refuse(words), ...invalid],
  };
}

interface Reader {
  readonly parse: (word: string) => HostName | undefined;
  /** What is asked where nothing is named. */
  readonly unnamed: readonly string[];
  /** Completes "… is". */
  readonly no: string;
  readonly refuse: (words: readonly string[]) => readonly string[];
}

const readers: Readonly<Record<Via, Reader>> = {
  ssh: {
    parse: parseHost,
    unnamed: [],
    no: "no HOST: an alias of ssh, a name or an address is, with user@ before it where needed",
    refuse: () => [],
  },
  local: {
    parse: parseAlias,
    unnamed: ["localhost"],
    no: "no name for this machine",
    refuse: (words) => (words.length > 1 ? ["there is only one local machine: name it once, or not at all"] : []),
  },
  minikube: { parse: parseAlias, unnamed: [defaultProfile], no: "no profile of minikube", refuse: () => [] },
};
