import type { ContainerFacts, ContainersFacts, EnvFileFacts, FileId } from "../../../facts.js";
import type { Variables } from "../../../sources/compose/interpolate.js";
import { readContainers } from "../../../sources/compose/source.js";
import { withEnvFiles, workingFolder } from "./variables.js";

/** A file's documents; most have one. */
export function documentsByFile(files: readonly ContainersFacts[]): ReadonlyMap<FileId, readonly ContainersFacts[]> {
  const documents = new Map<FileId, ContainersFacts[]>();
  for (const facts of files) {
    const before = documents.get(facts.file);
    if (before) before.push(facts);
    else documents.set(facts.file, [facts]);
  }
  return documents;
}

/** The files of a site by their paths, read with a project's variables when they are asked for. */
export class ComposeLookup {
  private readonly files: ReadonlyMap<FileId, readonly ContainersFacts[]>;
  private readonly envFiles: ReadonlyMap<FileId, EnvFileFacts>;
  private readonly variables = new Map<FileId, Variables>();
  private readonly resolved = new Map<Variables, Map<ContainersFacts, ContainersFacts>>();
  private readonly services = new Map<ContainersFacts, ReadonlyMap<string, ContainerFacts>>();

  constructor(files: readonly ContainersFacts[], envFiles: readonly EnvFileFacts[]) {
    this.files = documentsByFile(files);
    this.envFiles = new Map(envFiles.map((each) => [each.file, each]));
  }

  filesAt(path: FileId): readonly ContainersFacts[] {
    return this.files.get(path) ?? [];
  }

  envFilesAt(paths: readonly FileId[]): readonly EnvFileFacts[] {
    return paths.flatMap((path) => this.envFiles.get(path) ?? []);
  }

  /** The variables of a project that is started in a folder. */
  variablesIn(folder: FileId): Variables {
    const known = this.variables.get(folder);
    if (known) return known;
    const variables = withEnvFiles(workingFolder(folder), this.envFilesAt([`${folder}/.env`]));
    this.variables.set(folder, variables);
    return variables;
  }

  /** What a file says with these variables. */
  read(facts: ContainersFacts, variables: Variables): ContainersFacts {
    const { unresolved, file } = facts;
    if (!unresolved?.variables.some((name) => variables.has(name))) return facts;
    const known = this.resolved.get(variables) ?? new Map<ContainersFacts, ContainersFacts>();
    this.resolved.set(variables, known);
    const before = known.get(facts);
    if (before) return before;
    const read = readContainers(unresolved.root, file, variables);
    known.set(facts, read);
    return read;
  }

  service(facts: ContainersFacts, name: string): ContainerFacts | undefined {
    const services = this.services.get(facts) ?? new Map(facts.containers.map((each) => [each.process.name, each]));
    this.services.set(facts, services);
    return services.get(name);
  }
}
