import { sessionOf } from "../analysis/analyse.js";
import { chartOf } from "../analysis/chart/chart.js";
import { mermaidOf } from "../analysis/chart/mermaid.js";
import { portsJson } from "./format/json.js";
import { portsMarkdown } from "./format/markdown.js";
import { portsSvg } from "./format/svg.js";
import { createStyle } from "./format/style.js";
import { portsText } from "./format/text-ports.js";
import { load } from "./load.js";
import { reportNotes, reportProblems } from "./messages.js";
import { placesOf } from "./places.js";
import type { ExitCode, Terminal } from "./terminal.js";
import { viewOfPorts } from "./view.js";

export const portsFormats = ["text", "json", "markdown", "mermaid", "svg"] as const;

export interface PortsOptions {
  readonly format: (typeof portsFormats)[number];
}

/** `portolan ports`: writes the port map. Collisions in it are no failure; `check` is there to fail on them. */
export async function ports(paths: readonly string[], options: PortsOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await load(paths, terminal.workingDirectory);
  if (loaded.kind === "unreadable") return reportProblems(loaded, terminal);
  reportNotes(loaded, terminal);
  const session = sessionOf(loaded.files, { roots: loaded.roots });
  const view = viewOfPorts(session.ports(), placesOf(loaded, terminal.workingDirectory));
  switch (options.format) {
    case "json":
      terminal.out(portsJson(view));
      break;
    case "markdown":
      terminal.out(portsMarkdown(view));
      break;
    case "mermaid":
      terminal.out(mermaidOf(chartOf(session.models())));
      break;
    case "svg":
      terminal.out(await portsSvg(chartOf(session.models())));
      break;
    case "text":
      terminal.out(portsText(view, createStyle(terminal)));
      break;
  }
  return 0;
}
