import { manifestOf, nameOf } from "./manifest.js";

/** How the manifests of a workspace lie: those of one folder are taken for one cluster's. */
export interface Layout {
  readonly name: string;
  readonly folders: number;
}

export const layouts: readonly Layout[] = [
  { name: "one folder", folders: 1 },
  { name: "100 folders", folders: 100 },
];

export interface ManifestFile {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** As many manifests as asked, one a file, spread over the folders evenly; each sends to the next one of its folder. */
export function* manifestsOf(count: number, { folders }: Pick<Layout, "folders">): Generator<ManifestFile> {
  for (let folder = 0; folder < folders; folder++) {
    const start = Math.floor((folder * count) / folders);
    const end = Math.floor(((folder + 1) * count) / folders);
    for (let number = start; number < end; number++) {
      const peer = number + 1 < end ? number + 1 : start;
      yield {
        folder: folderName(folder),
        name: `${nameOf(number)}.yaml`,
        text: manifestOf({ number, peer }),
      };
    }
  }
}

export function folderName(number: number): string {
  return `cluster-${String(number).padStart(3, "0")}`;
}
