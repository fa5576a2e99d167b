import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withFolder } from "../ending.js";
import type { ChildFigures, ScaleFigures } from "../report/figures.js";
import { repeated } from "../repeated.js";
import { medianOf, medianOfKnown } from "../statistics.js";
import { scaleAnchors } from "./anchors.js";
import { runChild } from "./childRun.js";
import { layouts, manifestsOf, type Layout } from "./layout.js";
import { inSlices } from "./slices.js";

const bundle = resolve(import.meta.dirname, "../../dist/cli.js");

/** The bundled command line over workspaces of so many manifests, in each layout, beside what cannot be undercut. */
export async function measureScale(sizes: readonly number[]): Promise<readonly ScaleFigures[]> {
  if (!existsSync(bundle)) throw new Error("dist/cli.js is not built: npm run build");
  const figures: ScaleFigures[] = [];
  for (const layout of layouts) {
    for (const manifests of sizes) {
      console.error(`${manifests} manifests in ${layout.name} …`);
      figures.push(await withFolder((folder) => measureSize(folder, manifests, layout)));
    }
  }
  return figures;
}

async function measureSize(folder: string, manifests: number, layout: Layout): Promise<ScaleFigures> {
  const paths: string[] = [];
  let bytes = 0;
  await inSlices(manifestsOf(manifests, layout), 10, (slice) => {
    for (const { folder: cluster, name, text } of slice) {
      mkdirSync(join(folder, cluster), { recursive: true });
      const path = join(folder, cluster, name);
      writeFileSync(path, text);
      paths.push(path);
      bytes += Buffer.byteLength(text);
    }
  });
  const anchors = await scaleAnchors(paths);
  const runs = await repeated(() => runChild([bundle, "ports", "--format", "json", folder]));
  return { layout: layout.name, manifests, bytes, anchors, runs: runs.length, run: medianRun(runs) };
}

/** The median of each figure for itself. */
function medianRun(runs: readonly ChildFigures[]): ChildFigures {
  const median = (of: (run: ChildFigures) => number | null): number | null => medianOfKnown(runs.map(of));
  return {
    wall: medianOf(runs.map(({ wall }) => wall)),
    user: median(({ user }) => user),
    system: median(({ system }) => system),
    peak: median(({ peak }) => peak),
    written: medianOf(runs.map(({ written }) => written)),
  };
}
