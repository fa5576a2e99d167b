import assert from "node:assert/strict";
import { hostName, manyHosts, portsOfEach } from "../manyPorts.js";
import { slowness } from "../slowness.js";
import type { Step } from "./steps.js";
import type { Workbench } from "./workbench.js";

/** Milliseconds from the click to rows on the screen, where nothing else goes on. */
const mostForTree = 300;

const rowOf = (spoken: string): string => `.monaco-list-row[aria-label*="${spoken}"]`;

/** A workspace of 5,000 ports, whose port map is still there at once. */
export function manyPortsSteps(workbench: Workbench): Step[] {
  const total = `${String(manyHosts * portsOfEach)} ports`;
  return [
    {
      title: `the port map of ${total} opens at once`,
      run: async () => {
        await workbench.openFile(`${hostName(7)}/etc/otelcol/config.yaml`);
        await workbench.statusBarItem(new RegExp(`${portsOfEach} listeners`)).waitFor();
        const open = (view: string, selector: string): Promise<number> =>
          workbench.millisecondsUntil(selector, () => workbench.openView(view));
        const slow = slowness();
        const search = await open("Search", ".search-view");
        const took = await open("Portolan", rowOf(`host ${hostName(0)}`));
        await workbench.openView("Explorer");
        const again = await open("Portolan", rowOf(`host ${hostName(0)}`));
        console.log(
          `      ${total}: ${took} ms from the click to the rows, ${again} ms again; the search: ${search} ms`,
        );
        await workbench.screenshot("port-map-5000");
        assert(took < mostForTree * slow, `${took} ms on a machine that takes ${slow.toFixed(1)} times as long`);
      },
    },
    {
      title: "a row among thousands is found by the line under the cursor",
      run: async () => {
        // Four lines a receiver, and the fourth of them holds the port.
        await workbench.goTo(1 + 4 * (4 + 1), 20);
        await workbench.selectedRow("port 10144 tcp").waitFor();
        await workbench.screenshot("port-map-5000-follows");
      },
    },
    {
      title: "thousands of rows stand side by side",
      run: async () => {
        await workbench.viewAction("Group Port Map By…");
        const took = await workbench.millisecondsUntil(rowOf("port 10000 tcp"), () =>
          workbench.pickQuickRow("Each port"),
        );
        console.log(`      ${total} in one list: ${took} ms`);
      },
    },
  ];
}
