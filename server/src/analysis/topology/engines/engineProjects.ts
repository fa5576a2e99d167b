import type { ContainerFacts, ContainersFacts, EnvFileFacts, FileId } from "../../facts.js";
import { composeProjects } from "./compose/projects.js";

/** Containers that one command starts on one host: a Compose project, or a script with `docker run`s. */
export interface EngineProject {
  readonly id: string;
  readonly engine: ContainersFacts["engine"];
  /** The file that a person would name for it. */
  readonly file: FileId;
  /** What Compose calls it, where the file says so. */
  readonly name: string | undefined;
  /** Of projects that share this, only one is up at a time. */
  readonly alternatives: string;
  readonly containers: readonly ContainerFacts[];
}

export function engineProjects(
  files: readonly ContainersFacts[],
  envFiles: readonly EnvFileFacts[],
): readonly EngineProject[] {
  const scripts = files.filter(({ engine }) => engine === "docker-run");
  const compose = composeProjects(
    files.filter(({ engine }) => engine === "compose"),
    envFiles,
  );
  return [
    ...compose.map(({ id, base, name, alternatives, containers }): EngineProject => ({
      id,
      engine: "compose",
      file: base.file,
      name,
      alternatives,
      containers,
    })),
    ...scripts.map(({ file, containers }): EngineProject => ({
      id: file,
      engine: "docker-run",
      file,
      name: undefined,
      alternatives: file,
      containers,
    })),
  ];
}
