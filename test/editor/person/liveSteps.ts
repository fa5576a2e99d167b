import assert from "node:assert/strict";
import { hostname } from "node:os";
import { appendFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Frame } from "playwright-core";
import { ddotStory, FakeSsh } from "../../ssh/fakeSsh.js";
import { until } from "../eventually.js";
import type { Editor } from "./editor.js";
import type { Story } from "./run.js";
import type { Step } from "./steps.js";
import type { Workbench } from "./workbench.js";

const ddotConfig = "etc/datadog-agent/otel-config.yaml";
const command = "Portolan: Check Live Hosts…";
/** Of the workspace: several may mark one text. */
const withoutLive = "Errors: 5";
const withLive = "Errors: 7, Warnings: 2";
const rootCause =
  "otelcol-contrib (pid 812) holds 4317 and 4318, so DDOT cannot bind them and exits; that is why 7777 refuses.";

/** `web-1` answers as it is in the story of the example; ssh does not know the key of `web-2` yet. */
export function liveStory(): Story {
  let ssh: FakeSsh;
  return {
    environment: (folder) => {
      ssh = new FakeSsh(["web-2"], join(dirname(folder), "home"));
      appendFileSync(join(folder, ".portolan.yaml"), "hosts:\n  web:\n    runs: [etc]\n    ssh: web-1\n");
      ssh.answer("web-1", ddotStory("web-1"));
      ssh.fail("web-2", "Host key verification failed.\n");
      return ssh.environment;
    },
    steps: (workbench) => liveSteps(workbench, ssh),
  };
}

/** The collision of the example as the host itself shows it. `web-1` is named by the workspace, `web-2` by ssh. */
function liveSteps(workbench: Workbench, ssh: FakeSsh): Step[] {
  let ddot: Editor;
  let report: Frame;
  return [
    {
      title: "hosts are picked from a list that says who names them",
      run: async () => {
        ddot = await workbench.openFile(ddotConfig);
        await ddot.hasErrors(3);
        await workbench.runCommand(command);
        await workbench.quickRow("web · only in .portolan.yaml").waitFor();
        await workbench.pickQuickRow("web-1");
        await workbench.pickQuickRow("web-2");
        await workbench.problemsAre(withoutLive);
        await workbench.screenshot("live-pick");
        await workbench.press("Enter");
      },
    },
    {
      title: "a host that the workspace names is confirmed by name, with the machine that ssh starts from",
      run: async () => {
        const modal = workbench.modal("Connect to web-1 over ssh?");
        await modal.waitFor();
        const text = await modal.innerText();
        assert(text.includes("web-1 (“web”) is named by a .portolan.yaml of this workspace"), text);
        assert(text.includes(hostname()), text);
        await workbench.screenshot("live-confirm");
        assert.deepEqual(ssh.calls(), []);
        await workbench.button("Ask web-1").click();
      },
    },
    {
      title: "the report names the root cause first, and the lines are marked",
      run: async () => {
        report = await workbench.webview(rootCause);
        await workbench.problemsAre(withLive);
        await report.getByText("web-2 has a host key that ssh does not know yet").waitFor();
        assert.equal(ssh.calls().length, 2);
        await workbench.screenshot("live-report");
      },
    },
    {
      title: "the hover tells the host and the time beside what the files say",
      run: async () => {
        await ddot.hover("0.0.0.0:4317", /is held on web-1 by otelcol-contrib \(pid 812\).*Seen on web-1, \d{4}-/s);
        await workbench.screenshot("live-hover");
        await workbench.press("Escape");
      },
    },
    {
      title: "a click on the report opens the line, where it stands by now",
      run: async () => {
        await ddot.click("ddflare");
        await workbench.press("Home");
        await workbench.press("Enter");
        await workbench.problemsAre(withLive);
        await report
          .getByRole("button", { name: `Open ${ddotConfig}:10`, exact: true })
          .first()
          .click();
        await workbench.statusBarSays(/^Ln 11,.*selected/);
      },
    },
    {
      title: "a host is asked again without another question",
      run: async () => {
        await report.getByRole("button", { name: "Ask web-1 again" }).click();
        await until(
          "three calls of ssh",
          () => ssh.calls().length === 3,
          () => ssh.calls(),
        );
        // The page is another one, as the line is.
        report = await workbench.webview(`${ddotConfig}:11`);
      },
    },
    {
      title: "a terminal types ssh and the host, and nothing else",
      run: async () => {
        await report.getByRole("button", { name: "Open a Terminal and Connect" }).click();
        await until(
          "ssh in the terminal",
          () => ssh.calls().at(-1) === "web-2",
          () => ssh.calls(),
        );
        await workbench.screenshot("live-terminal");
      },
    },
    {
      title: "clearing takes all of it back, and nothing else",
      run: async () => {
        await workbench.runCommand("Portolan: Clear Live Findings");
        await workbench.problemsAre(withoutLive);
      },
    },
  ];
}
