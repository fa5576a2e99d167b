import { findComponent } from "../../catalog/components.js";
import type { Build, BuildFacts, CollectorFacts, ComponentKind, ProcessFacts, ProjectCollector } from "../../facts.js";
import { baseName, displayPath, folderOf } from "../../paths.js";
import type { CollectorBuild, JoinContext } from "../model.js";

/** The build that a manifest starts: its program, or its image, has the name that the builder gives it. */
export function buildOfProcess({ image, entrypoint }: ProcessFacts, context: JoinContext): CollectorBuild | undefined {
  const names = [entrypoint?.[0]?.text, image?.repository].flatMap((path) =>
    path === undefined ? [] : baseName(path),
  );
  const named = only(context.builds.filter(({ name }) => name !== undefined && names.includes(name)));
  if (named) return fromManifest(named, true, context);
  // A container does not run the program of the person's own machine.
  return image === undefined ? ownProgram(context) : undefined;
}

/** The build that reads configurations which no manifest starts. */
export function buildOfConfigs(
  [first]: readonly CollectorFacts[],
  name: string,
  settings: ProjectCollector | undefined,
  context: JoinContext,
): CollectorBuild | undefined {
  const { builds } = context;
  const told = settings?.manifest === undefined ? undefined : builds.find(({ file }) => file === settings.manifest);
  if (told) return fromManifest(told, true, context);
  if (first === undefined || first.holder || settings?.distribution !== undefined) return undefined;
  const named = only(builds.filter((build) => build.name === name));
  const beside = only(builds.filter(({ file }) => folderOf(file) === folderOf(first.file)));
  if (named) return fromManifest(named, true, context);
  return beside ? fromManifest(beside, false, context) : ownProgram(context);
}

function only(builds: readonly BuildFacts[]): BuildFacts | undefined {
  return builds.length === 1 ? builds[0] : undefined;
}

function fromManifest(build: BuildFacts, sure: boolean, { roots }: JoinContext): CollectorBuild {
  return { build, sure, label: label(build), toldBy: displayPath(build.file, roots) };
}

function ownProgram({ ownBuild }: JoinContext): CollectorBuild | undefined {
  return ownBuild && { build: ownBuild, sure: true, label: label(ownBuild), toldBy: "portolan.collector.path" };
}

function label({ name }: Build): string {
  return name === undefined ? "the build" : `the build "${name}"`;
}

/** Whether a build has a component of one of these types; undefined where a module's path does not tell its own. */
export function hasComponent({ modules }: Build, kind: ComponentKind, types: readonly string[]): boolean | undefined {
  const ofKind = modules.filter((each) => each.kind === kind);
  if (ofKind.some(({ type, guessed }) => !guessed && types.includes(type))) return true;
  const plain = (type: string): string => type.replaceAll("_", "");
  const unsure = ofKind.some(
    ({ type, guessed }) =>
      guessed &&
      (findComponent(kind, types[0] ?? "") === undefined || types.some((each) => plain(type).includes(plain(each)))),
  );
  return unsure ? undefined : false;
}
