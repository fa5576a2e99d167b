import type { Chart } from "../../server/src/analysis/chart/model.js";
import { outlineOf } from "../../server/src/analysis/chart/outline.js";
import { byId } from "./elements.js";

/** Writes the chart as headings and lists, which a screen reader reads in one go. */
export function showOutline(chart: Chart): void {
  byId("outline").replaceChildren(
    element("h2", "The chart as text"),
    ...outlineOf(chart).flatMap(({ heading, sentences }) => {
      const list = document.createElement("ul");
      list.append(...sentences.map((sentence) => element("li", sentence)));
      return sentences.length === 0 ? [element("h3", heading)] : [element("h3", heading), list];
    }),
  );
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
