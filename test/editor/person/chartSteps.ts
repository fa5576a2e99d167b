import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";
import { eventually, until } from "../eventually.js";
import type { Editor } from "./editor.js";
import type { Step } from "./steps.js";
import type { Workbench } from "./workbench.js";

const ddotConfig = "etc/datadog-agent/otel-config.yaml";
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What a person sees and does with the port chart of the example, first with the mouse, then with keys. */
export function chartSteps(workbench: Workbench): Step[] {
  let chart: Frame;
  let ddot: Editor;
  const node = (name: string) => chart.locator(`[data-id][aria-label^="${name}"]`).first();
  const focused = () => chart.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''");
  /** A key reaches the page of a panel through the window. */
  const goesTo = async (key: string, wanted: string): Promise<void> => {
    await workbench.press(key);
    await until(`${wanted} after ${key}`, async () => (await focused()).startsWith(wanted), focused);
  };
  const drawn = (view: string) => chart.locator(`body[data-view="${view}"]`).waitFor();
  return [
    {
      title: "the port map's button opens the chart",
      run: async () => {
        ddot = await workbench.openFile(ddotConfig);
        await ddot.hasErrors(3);
        await workbench.openView("Portolan");
        await workbench.viewAction("Show Port Chart");
        chart = await workbench.webview("Only problems");
        await drawn("hosts");
        await node("port 4317 of ddot-conflict, collides: bind: address already in use").waitFor();
        await chart.locator("#summary", { hasText: "2 conflicts" }).waitFor();
        await workbench.screenshot("chart-hosts");
        console.log(`      ${await timings(chart)}`);
      },
    },
    {
      title: "axe finds nothing to complain of in any view",
      run: async () => {
        await chart.evaluate(await readFile(axe, "utf8"));
        for (const view of ["ports", "pipelines", "hosts"]) {
          await chart.locator(`#view-${view}`).click();
          await drawn(view);
          const violations = await chart.evaluate<readonly string[]>(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
          );
          assert.deepEqual(violations, [], view);
          await workbench.screenshot(`chart-${view}`);
        }
      },
    },
    {
      title: "a click on an owner goes to its line",
      run: async () => {
        await node("DDOT, otlp receiver (http)").click();
        await workbench.statusBarSays(/^Ln 12,.*selected/);
        await workbench.screenshot("chart-click");
      },
    },
    {
      title: "only problems leaves the others out",
      run: async () => {
        await chart.locator("#problems").click();
        await node("port 5000 of ddot-conflict").waitFor({ state: "detached" });
        await node("port 7777 of ddot-conflict, does not come up").waitFor();
        await workbench.screenshot("chart-problems");
        await chart.locator("#problems").click();
        await node("port 5000 of ddot-conflict").waitFor();
      },
    },
    {
      title: "keys go from node to node, and Enter opens the line",
      run: async () => {
        await chart.locator("#export").focus();
        await goesTo("Tab", "ddot-conflict, host");
        await workbench.press("ArrowDown");
        await goesTo("ArrowDown", "port 4317 of ddot-conflict");
        await goesTo("ArrowRight", "DDOT, otlp receiver (grpc)");
        await workbench.press("Enter");
        await workbench.statusBarSays(/^Ln 10,.*selected/);
      },
    },
    {
      title: "the chart follows what is typed, and keeps its zoom and its place",
      run: async () => {
        const world = chart.locator("#world");
        const fitting = await world.getAttribute("transform");
        await chart.locator("#zoom-in").click();
        // What is drawn follows with the next frame.
        const zoomed = await eventually("the zoom", async () => {
          const now = await world.getAttribute("transform");
          return now === null || now === fitting ? undefined : now;
        });
        await ddot.click("0.0.0.0:4317");
        await workbench.quickFixes();
        await workbench.pickQuickFix("Move the otlp receiver (grpc) of DDOT to port 14317");
        await node("port 14317 of ddot-conflict").waitFor();
        await node("port 4317 of ddot-conflict, nobody here connects to it").waitFor();
        await workbench.treeRow("port 14317").waitFor();
        assert.equal(await world.getAttribute("transform"), zoomed);
        const stops = (): Promise<number> => chart.locator('#world [tabindex="0"]').count();
        await until("one stop of the Tab key", async () => (await stops()) === 1, stops);
      },
    },
    {
      title: "it is taken along as Mermaid",
      run: async () => {
        await chart.locator("#export").click();
        await workbench.pickQuickRow("Mermaid");
        await workbench.pickQuickRow("Copy");
        await workbench.statusBarSays(/copied as Mermaid/);
      },
    },
    {
      title: "a light theme suits it too",
      run: async () => {
        await ddot.click("0.0.0.0:4318");
        await workbench.chooseTheme("Light Modern");
        await chart.locator("body.vscode-light").waitFor();
        await workbench.screenshot("chart-light");
        await workbench.chooseTheme("Dark High Contrast");
        await chart.locator("body.vscode-high-contrast").waitFor();
        await workbench.screenshot("chart-contrast");
      },
    },
  ];
}

function timings(chart: Frame): Promise<string> {
  return chart.evaluate<string>(
    "performance.getEntriesByType('measure').map(({ name, duration }) => `${name} ${Math.round(duration)} ms`).join(', ')",
  );
}
