import type { Editor } from "./editor.js";
import type { Step } from "./steps.js";
import type { Workbench } from "./workbench.js";

const ddotConfig = "etc/datadog-agent/otel-config.yaml";
const grpcOfDdot = "port 4317 tcp, otlp receiver (grpc) of DDOT";
const metrics = "port 9999 tcp, internal metrics of otelcol-contrib";

/** What a person does with the port map of the example. */
export function portMapSteps(workbench: Workbench): Step[] {
  let ddot: Editor;
  return [
    {
      title: "the status bar counts the ports of the file that is shown, and leads to them",
      run: async () => {
        ddot = await workbench.openFile(ddotConfig);
        await workbench.statusBarItem(/7 listeners · 2 conflicts/).click();
        await workbench.selectedRow(grpcOfDdot).waitFor();
        await workbench.widenSideBar(180);
        await workbench.screenshot("port-map-status-bar");
      },
    },
    {
      title: "the row of the line under the cursor is selected, and the cursor stays where it is",
      run: async () => {
        await ddot.click("0.0.0.0:4318");
        await workbench.selectedRow("port 4318 tcp, otlp receiver (http) of DDOT").waitFor();
        await workbench.hasFocusIn(".monaco-editor");
        await workbench.screenshot("port-map-follows");
      },
    },
    {
      title: "the icon of the view counts the collisions",
      run: async () => {
        await workbench.hasBadge("Portolan", "2");
      },
    },
    {
      title: "ports are grouped by owner, by file and by port",
      run: async () => {
        await workbench.viewAction("Group Port Map By…");
        await workbench.pickQuickRow("Each program");
        await workbench.treeRow("owner otelcol-contrib, 2 collisions, host ").waitFor();
        await workbench.screenshot("port-map-by-owner");
        await workbench.viewAction("Group Port Map By…");
        await workbench.pickQuickRow("Each file");
        await workbench.treeRow(`file ${ddotConfig}, 2 collisions`).waitFor();
        await workbench.screenshot("port-map-by-file");
        await workbench.viewAction("Group Port Map By…");
        await workbench.pickQuickRow("Each port");
        await workbench.treeRow(`${grpcOfDdot}, in a collision, 0.0.0.0, host ddot-conflict`).waitFor();
        await workbench.screenshot("port-map-by-port");
        await workbench.viewAction("Group Port Map By…");
        await workbench.pickQuickRow("Hosts, pods");
        await workbench.treeRow("host ddot-conflict, 2 collisions").waitFor();
      },
    },
    {
      title: "only problems are shown, then all ports again",
      run: async () => {
        await workbench.viewAction("Show Only Problems in Port Map");
        await workbench.treeRow(metrics).waitFor({ state: "hidden" });
        await workbench.treeRow("ddflare extension of DDOT, will not start").waitFor();
        await workbench.screenshot("port-map-problems");
        await workbench.viewAction("Show All Ports in Port Map");
        await workbench.treeRow(metrics).waitFor();
      },
    },
    {
      title: "a row's menu tells who dials the port, and opens the line",
      run: async () => {
        await workbench.treeRow("ddflare extension of DDOT").click({ button: "right" });
        await workbench.menuItem("Show Who Dials It").waitFor();
        await workbench.screenshot("port-map-menu");
        await workbench.menuItem("Show Who Dials It").click();
        await workbench.quickRow("configuration request of core Agent").waitFor();
        await workbench.screenshot("port-map-callers");
        await workbench.press("Enter");
        await workbench.editor("datadog.yaml").shows("otelcollector:");
        await workbench.selectedRow("of core Agent").waitFor();
      },
    },
    {
      title: "the tree is searched by what its rows say",
      run: async () => {
        // A port's row opens its line, which takes the keys along.
        await workbench.runCommand("Portolan: Focus on Port Map View");
        await workbench.hasFocusIn(".part.sidebar");
        await workbench.press("Control+Alt+F");
        await workbench.findInTree("zpages");
        await workbench.screenshot("port-map-find");
        await workbench.press("Enter");
        await workbench.focusedRow("zpages extension of DDOT").waitFor();
        await workbench.press("Escape");
      },
    },
  ];
}

/** A folder without anything of ours. */
export function emptySteps(workbench: Workbench): Step[] {
  return [
    {
      title: "an empty port map says why, and leads to an example in a window of its own",
      run: async () => {
        await workbench.openView("Portolan");
        await workbench.welcome(/No port found in this workspace/).waitFor();
        await workbench.screenshot("welcome-empty");
        const example = await workbench.windowOpenedBy(() => workbench.button("Open an Example").click());
        await example.openView("Portolan");
        await example.treeRow("2 collisions").waitFor();
        await example.screenshot("example");
        await example.close();
      },
    },
    {
      title: "the walkthrough has four steps",
      run: async () => {
        await workbench.press("Control+B");
        await workbench.runCommand("Welcome: Open Walkthrough");
        await workbench.pickQuickRow("Get Started with Portolan");
        for (const step of ["Open an example", "See who owns which port", "Move a port", "Ask what an error means"]) {
          await workbench.walkthroughStep(step).click();
          await workbench.screenshot(`walkthrough-${step.replaceAll(" ", "-").toLowerCase()}`);
        }
      },
    },
  ];
}

/** Without a folder. */
export function noFolderSteps(workbench: Workbench): Step[] {
  return [
    {
      title: "without a folder the port map asks for one",
      run: async () => {
        await workbench.openView("Portolan");
        await workbench.welcome(/Open a folder, and Portolan shows here/).waitFor();
        await workbench.screenshot("welcome-no-folder");
      },
    },
  ];
}

/** @param crash ends the language server, as a fault of its own would */
export function crashSteps(workbench: Workbench, crash: () => Promise<void>): Step[] {
  return [
    {
      title: "a server that crashes four times comes back by itself",
      run: async () => {
        const ddot = await workbench.openFile(ddotConfig);
        for (let times = 0; times < 4; times++) {
          await crash();
          await ddot.hover("0.0.0.0:4317", /4317\/tcp in host ddot-conflict/);
          await workbench.press("Escape");
        }
      },
    },
    {
      title: "one that crashes for good is started again by a click",
      run: async () => {
        await workbench.openView("Portolan");
        await workbench.treeRow("2 collisions").waitFor();
        await crash();
        await workbench.welcome(/language server has stopped/).waitFor();
        await workbench.screenshot("welcome-stopped");
        await workbench.button("Restart").click();
        await workbench.treeRow("2 collisions").waitFor();
      },
    },
  ];
}
