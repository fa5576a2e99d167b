import assert from "node:assert/strict";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../eventually.js";
import { checkout } from "../host/paths.js";
import { withWorkspace } from "../workspaceCopy.js";
import type { Editor } from "./editor.js";
import type { Step } from "./steps.js";
import type { Workbench } from "./workbench.js";

const example = join(checkout, "examples", "move-port");
const moved = [
  "agent.yaml",
  "apps.yaml",
  "gateway-config.yaml",
  "gateway.yaml",
  "network-policy.yaml",
  "services.yaml",
];

const edge = `receivers:
  otlp:
    protocols:
      grpc:
  zipkin:
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp, ]
      exporters: [debug, file]
`;
const edgeVersion = "collectors:\n  - config: edge/config.yaml\n    version: 0.131.0\n    distribution: contrib\n";

/** A copy of the example whose port is in six files, and beside it a configuration that is not finished. */
export function withPortToMove<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const make = async (folder: string): Promise<void> => {
    await cp(example, folder, { recursive: true });
    await mkdir(join(folder, "edge"));
    await writeFile(join(folder, "edge/config.yaml"), edge);
    await writeFile(join(folder, ".portolan.yaml"), edgeVersion);
  };
  return withWorkspace("move-port", make, use);
}

/** What a person is told and spared while they write. Each step goes on where the one before it ended. */
export function helpSteps(workbench: Workbench, folder: string): Step[] {
  let gateway: Editor;
  const untilMoved = (): Promise<void> =>
    until(
      "six files with 14317 on the disk",
      async () => (await textsIn(folder)).every((text) => text.includes("14317")),
      async () => (await textsIn(folder)).map((text, index) => `${moved[index]}: ${text.includes("14317")}`),
    );
  return [
    {
      title: "what grpc: amounts to stands behind it",
      run: async () => {
        await workbench.openFile("edge/config.yaml");
        await workbench.editor("config.yaml").shows("localhost:4317");
        await workbench.screenshot("inlay-hint");
      },
    },
    {
      title: "a pipeline is offered the receiver that it does not have yet",
      run: async () => {
        await workbench.goTo(11, 25);
        await workbench.press("Control+Space");
        await workbench.suggestion("zipkin").waitFor();
        await workbench.screenshot("completion");
        await workbench.press("Enter");
        await workbench.editor("config.yaml").shows("receivers: [otlp, zipkin]");
      },
    },
    {
      title: "a line of a log is explained by the line that is to blame",
      run: async () => {
        await workbench.runCommand("Portolan: Explain Log Line…");
        await workbench.fillInputBox('service::pipelines::traces: references exporter "file" which is not configured');
        await workbench.screenshot("explain-asked");
        await workbench.press("Enter");
        await workbench.notification(/file/).waitFor();
        await workbench.statusBarSays(/^Ln 12,.*selected/);
        await workbench.screenshot("explain");
      },
    },
    {
      title: "a Service's targetPort leads to the receiver",
      run: async () => {
        await workbench.openFile("services.yaml");
        await workbench.goTo(13, 20);
        await workbench.press("F12");
        gateway = workbench.editor("gateway-config.yaml");
        await gateway.root.waitFor();
        await workbench.statusBarSays(/^Ln 14,/);
        await workbench.screenshot("definition");
      },
    },
    {
      title: "the hover on a port says who has it and who dials it",
      run: async () => {
        await gateway.hover("0.0.0.0:4317", /otlp receiver \(grpc\) of gateway.*billing/s);
        await workbench.screenshot("hover-port");
        await workbench.press("Escape");
      },
    },
    {
      title: "F2 on a port shows the six files that change, and changes them",
      run: async () => {
        await workbench.goTo(12, 33);
        await workbench.press("F2");
        await workbench.renameTo("14317", "Control+Enter");
        await workbench.screenshot("rename-preview");
        await workbench.button("Apply").click();
        await gateway.shows("0.0.0.0:14317");
        await untilMoved();
        await workbench.screenshot("renamed");
      },
    },
    {
      title: "one undo takes all of it back",
      run: async () => {
        await workbench.goTo(12, 33);
        await workbench.press("Control+Z");
        await gateway.shows("0.0.0.0:4317");
        await workbench.screenshot("undo");
        const before = await textsIn(example);
        const changed = async (): Promise<readonly string[]> => {
          const now = await textsIn(folder);
          return moved.filter((_, index) => now[index] !== before[index]);
        };
        const areBack = async (): Promise<boolean> => {
          // The files that are not in sight are undone one after another, behind the one that is.
          await workbench.runCommand("File: Save All Files");
          return (await changed()).length === 0;
        };
        await until("the six files as they were", areBack, changed);
      },
    },
    {
      title: "Change Port… at the cursor does the same",
      run: async () => {
        await workbench.goTo(12, 33);
        await workbench.runCommand("Portolan: Change Port…");
        await workbench.pickQuickRow("14317");
        await gateway.shows("0.0.0.0:14317");
        await untilMoved();
        assert.match(await readFile(join(folder, "services.yaml"), "utf8"), /targetPort: 14317/);
      },
    },
  ];
}

function textsIn(folder: string): Promise<readonly string[]> {
  return Promise.all(moved.map((path) => readFile(join(folder, path), "utf8")));
}
