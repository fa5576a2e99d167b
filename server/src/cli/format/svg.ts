import type { Chart } from "../../analysis/chart/model.js";
import { summaryOf } from "../../analysis/chart/words.js";
import { layOut } from "../../chart/layout.js";
import { svgOf } from "../../chart/svg.js";
import { sceneOf } from "../../chart/views.js";

/** The port chart as a picture that stands alone. The layout engine is large, and loaded for this alone. */
export async function portsSvg(chart: Chart): Promise<string> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const drawing = await layOut(sceneOf(chart, "hosts", false), new Elk());
  return svgOf(drawing, { title: summaryOf(chart), use: "alone" });
}
