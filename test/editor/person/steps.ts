import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../eventually.js";
import type { Editor } from "./editor.js";
import type { Workbench } from "./workbench.js";

export interface Step {
  readonly title: string;
  readonly run: () => Promise<void>;
}

const collectorConfig = "etc/otelcol-contrib/config.yaml";
const ddotConfig = "etc/datadog-agent/otel-config.yaml";

/** What a person sees and does with the collision of the example. Each step goes on where the one before it ended. */
export function collisionSteps(workbench: Workbench, folder: string): Step[] {
  let collector: Editor;
  let ddot: Editor;
  return [
    {
      title: "both files show the collision",
      run: async () => {
        collector = await workbench.openFile(collectorConfig);
        await collector.hasErrors(2);
        ddot = await workbench.openFile(ddotConfig, "beside");
        await ddot.hasErrors(3);
        await workbench.screenshot("collision");
      },
    },
    {
      title: "the hover names the other owner and the error to come",
      run: async () => {
        await ddot.hover("0.0.0.0:4317", /otlp receiver \(grpc\) of otelcol-contrib.*bind: address already in use/s);
        await workbench.screenshot("hover");
        await workbench.press("Escape");
      },
    },
    {
      title: "the port map shows who owns what, and a click goes there",
      run: async () => {
        await workbench.openView("Portolan");
        await workbench.treeRow("2 collisions").waitFor();
        await workbench.treeRow("port 4317 tcp, collision, 2 owners").waitFor();
        await workbench.treeRow("port 4317 tcp, otlp receiver (grpc) of otelcol-contrib").waitFor();
        await workbench.widenSideBar(140);
        await workbench.treeRow("port 4317 tcp, otlp receiver (grpc) of DDOT").click();
        await workbench.statusBarSays(/^Ln 10,.*selected/);
        await workbench.screenshot("port-map");
      },
    },
    {
      title: "a quick-fix moves DDOT's gRPC port",
      run: async () => {
        await ddot.click("0.0.0.0:4317");
        const titles = await workbench.quickFixes();
        assert(
          titles.some((title) => title.includes("Move the otlp receiver (grpc) of DDOT to port 14317")),
          titles.join("\n"),
        );
        await workbench.screenshot("quick-fixes");
        await workbench.pickQuickFix("Move the otlp receiver (grpc) of DDOT to port 14317");
        await ddot.shows("endpoint: 0.0.0.0:14317");
        await collector.hasErrors(1);
      },
    },
    {
      title: "a port of one's own choice is judged while it is typed",
      run: async () => {
        await ddot.click("0.0.0.0:4318");
        await workbench.quickFixes();
        await workbench.pickQuickFix("Change the port of the otlp receiver (http) of DDOT…");
        await workbench.quickRow("14318").waitFor();
        await workbench.screenshot("change-port");
        await workbench.pickQuickRow("Another port…");
        await workbench.fillInputBox("9999");
        await workbench.quickInputMessage(/9999 is taken by the internal metrics of otelcol-contrib/);
        await workbench.fillInputBox("70000");
        await workbench.quickInputMessage(/from 1 to 65535/);
        await workbench.fillInputBox("31000");
        await workbench.quickInputMessage(/NodePorts/);
        await workbench.screenshot("change-port-typed");
        await workbench.fillInputBox("24318");
        await workbench.press("Enter");
        await ddot.shows("endpoint: 0.0.0.0:24318");
        await collector.hasErrors(0);
        await ddot.hasErrors(0);
        await workbench.screenshot("fixed");
      },
    },
    {
      title: "undoing brings the collision back",
      run: async () => {
        await ddot.click("0.0.0.0:24318");
        await workbench.press("Control+Z");
        await workbench.press("Control+Z");
        await collector.hasErrors(2);
        await ddot.hasErrors(3);
      },
    },
    {
      title: "a file that is in no editor is changed only with a word about it",
      run: async () => {
        await collector.close();
        const row = workbench.treeRow("port 4317 tcp, otlp receiver (grpc) of otelcol-contrib");
        await workbench.rowAction(row, "Change Port…");
        await workbench.pickQuickRow("14317");
        // It goes by itself unless the mouse is there.
        await workbench.notification(/Portolan changed .*config\.yaml, which is not saved yet/).hover();
        await workbench.screenshot("not-saved");
        await workbench.button("Save It").click();
        await until("14317 on the disk", async () => {
          const saved = await readFile(join(folder, collectorConfig), "utf8");
          return saved.includes("endpoint: 0.0.0.0:14317");
        });
      },
    },
  ];
}

/** A person who does not trust a folder yet gets the same findings. */
export function restrictedSteps(workbench: Workbench): Step[] {
  return [
    {
      title: "Restricted Mode shows the collision too",
      run: async () => {
        await workbench.statusBarSays(/Restricted Mode/);
        const collector = await workbench.openFile(collectorConfig);
        await collector.hasErrors(2);
        await workbench.screenshot("restricted");
      },
    },
  ];
}
