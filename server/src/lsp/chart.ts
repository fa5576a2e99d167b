import type { CancellationToken, Connection, ResponseError } from "vscode-languageserver/node";
import { chartOf } from "../analysis/chart/chart.js";
import { mermaidOf } from "../analysis/chart/mermaid.js";
import { placesIn } from "../analysis/chart/places.js";
import type { Place } from "../analysis/facts.js";
import { displayPath } from "../analysis/paths.js";
import {
  chartRequest,
  chartTextRequest,
  type ChartResult,
  type ChartTextParams,
  type ChartTextResult,
  type Located,
} from "../protocol.js";
import type { Workspace } from "../workspace/workspace.js";
import { cancelled } from "./cancelled.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";

export function registerChart(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  connection.onRequest(
    chartRequest,
    async (token: CancellationToken): Promise<ChartResult | ResponseError<undefined>> => {
      await workspace().settled(token);
      if (token.isCancellationRequested) return cancelled();
      const { analysis } = workspace();
      const chart = chartOf(analysis.models());
      const located = ({ file, span }: Place): Located => ({
        uri: uris.of(file),
        range: rangeOfPlace({ file, span }, analysis),
      });
      const places = [...placesIn(chart)].map(([id, place]) => [id, located(place)] as const);
      return { chart, places: Object.fromEntries(places) };
    },
  );

  connection.onRequest(chartTextRequest, async ({ format }: ChartTextParams): Promise<ChartTextResult> => {
    // What writes for a terminal is not loaded with the server.
    const [{ portsMarkdown }, { viewOfPorts }] = await Promise.all([
      import("../cli/format/markdown.js"),
      import("../cli/view.js"),
    ]);
    workspace().refresh();
    const { analysis, roots } = workspace();
    if (format === "mermaid") return { text: mermaidOf(chartOf(analysis.models())) };
    const pointOf = ({ line, character }: { line: number; character: number }) => ({
      line: line + 1,
      column: character + 1,
    });
    const spotOf = (place: Place) => {
      const { start, end } = rangeOfPlace(place, analysis);
      return { file: displayPath(place.file, roots), range: { start: pointOf(start), end: pointOf(end) } };
    };
    return { text: portsMarkdown(viewOfPorts(analysis.ports(), { spotOf })) };
  });
}
