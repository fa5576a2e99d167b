import { folderName, manifestsOf } from "../scale/layout.js";
import { ordinaryFile } from "./ordinary/index.js";

/** What a workspace of YAML files consists of. */
export interface WorkspaceLayout {
  readonly name: string;
  /** Of so many files one is a manifest. */
  readonly oneIn: number;
}

export const layouts: readonly WorkspaceLayout[] = [
  { name: "1 in 10 relevant", oneIn: 10 },
  { name: "all manifests", oneIn: 1 },
];

export interface WorkspaceFile {
  readonly path: string;
  readonly text: string;
}

const perFolder = 50;

function foldersOf(files: number): number {
  return Math.ceil(files / perFolder);
}

export function manifestCount(files: number, { oneIn }: WorkspaceLayout): number {
  return Math.ceil(files / oneIn);
}

/** As many files as asked: in each folder the manifests of one cluster, and below it what has nothing to do with them. */
export function* filesOf(files: number, layout: WorkspaceLayout): Generator<WorkspaceFile> {
  const manifests = manifestCount(files, layout);
  const folders = foldersOf(files);
  for (const { folder, name, text } of manifestsOf(manifests, { folders })) yield { path: `${folder}/${name}`, text };
  for (let number = 0; number < files - manifests; number++) {
    const { path, text } = ordinaryFile(number);
    yield { path: `${folderName(number % folders)}/${path}`, text };
  }
}

/** A folder from the midst of the workspace. */
export function anyFolder(files: number): string {
  return folderName(Math.floor(foldersOf(files) / 2));
}
