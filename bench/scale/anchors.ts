import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { embeddedIn } from "../anchors.js";
import { shorterTime } from "../clock.js";
import type { ScaleAnchors } from "../report/figures.js";
import { spread } from "../statistics.js";
import { inSlices } from "./slices.js";

/** Near the end of every manifest, so that nearly all bytes are looked at. */
const keyword = "targetPort: http\n";

/** Manifests that are parsed; of more, so many from all over the workspace, and the time scaled. */
const sample = 1000;
const warmUp = 200;

/** What cannot be undercut, in this process: the same bytes read and searched for a word, the same bytes parsed. */
export async function scaleAnchors(paths: readonly string[]): Promise<ScaleAnchors> {
  const chosen = spread(paths, sample);
  await parsed(chosen.slice(0, warmUp));
  const factor = paths.length / chosen.length;
  const { parse, parseWithEmbedded } = await parsed(chosen);
  return {
    read: await searched(paths),
    parse: parse * factor,
    parseWithEmbedded: parseWithEmbedded * factor,
    parsed: chosen.length,
  };
}

async function searched(paths: readonly string[]): Promise<number> {
  let [time, found] = [0, 0];
  await inSlices(paths, 10, (slice) => {
    time += shorterTime(() => {
      for (const path of slice) if (readFileSync(path, "utf8").includes(keyword)) found++;
    });
  });
  if (found < paths.length) throw new Error("a manifest lacks the keyword");
  return time;
}

async function parsed(paths: readonly string[]): Promise<Pick<ScaleAnchors, "parse" | "parseWithEmbedded">> {
  let [outer, inner] = [0, 0];
  await inSlices(paths, 1, (slice) => {
    const texts = slice.map((path) => readFileSync(path, "utf8"));
    const embedded = texts.flatMap(embeddedIn);
    outer += shorterTime(() => texts.map((text) => parseAllDocuments(text)));
    inner += shorterTime(() => embedded.map((text) => parseAllDocuments(text)));
  });
  return { parse: outer, parseWithEmbedded: outer + inner };
}
