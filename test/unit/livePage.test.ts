import assert from "node:assert/strict";
import { reportPage } from "../../client/src/live/page.js";
import { PageActions } from "../../client/src/live/pageActions.js";
import type { LiveFindingItem, LiveHostReport } from "../../server/src/protocol.js";

const finding: LiveFindingItem = {
  rule: "port-held-by-other",
  severity: "error",
  message: "Port 4317 is held on web-1 by <img src=x onerror=alert(1)>.",
  commands: [{ purpose: "Stop what holds the port", line: "sudo kill 812" }],
  uri: "file:///w/config.yaml",
  range: { start: { line: 5, character: 0 }, end: { line: 5, character: 4 } },
};
const seen: LiveHostReport = {
  host: "web-1",
  askedAt: Date.UTC(2026, 10, 21, 17, 0, 5),
  outcome: {
    kind: "seen",
    summary: 'Somebody "holds" 4317.',
    checks: [
      { id: "placement", status: "ok", summary: "a" },
      { id: "unseen:nft rules", status: "unknown", summary: "b" },
      { id: "port:4317/tcp", status: "failed", summary: "evil\u202etext\u001b[31m </td><script>alert(2)</script>" },
    ],
    findings: [finding],
  },
};
const failed: LiveHostReport = {
  host: "web-2",
  askedAt: 0,
  outcome: {
    kind: "failed",
    sentence: "web-2 has a host key that ssh does not know yet.",
    nextStep: "Connect once.",
    connect: "ssh web-2",
  },
};

describe("the page that tells what hosts answered", () => {
  const actions = new PageActions();
  const page = reportPage([seen, failed], { nonce: "n0nce", nameOf: () => "etc/config.yaml", actions });
  const buttons = [...page.matchAll(/<button[^>]*aria-label="([^"]*)" data-action="(\d+)"/g)];
  const actionOf = (spoken: string): unknown =>
    actions.chosen(Number(buttons.find(([, label]) => label === spoken)?.[2]));

  it("runs and loads nothing but its own style and script", () => {
    assert.ok(page.includes(`content="default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'"`));
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.doesNotMatch(page, /\b(?:src|href|style|on\w+)="/);
  });

  it("shows what files and hosts say as text", () => {
    assert.ok(page.includes("&#60;img src=x onerror=alert(1)&#62;"));
    assert.ok(page.includes("evil\uFFFDtext\uFFFD[31m &#60;/td&#62;&#60;script&#62;"));
    assert.ok(page.includes("Somebody &#34;holds&#34; 4317."));
  });

  it("has a row for each check, the worst first", () => {
    const rows = [...page.matchAll(/<td class="(\w+)">/g)].map(([, status]) => status);
    assert.deepEqual(rows, ["failed", "ok", "unknown"]);
  });

  it("opens lines, copies commands, asks again and connects, by what it was made from", () => {
    assert.deepEqual(actionOf("Open etc/config.yaml:6"), { kind: "open", finding });
    assert.deepEqual(actionOf("Copy sudo kill 812"), { kind: "copy", line: "sudo kill 812" });
    assert.deepEqual(actionOf("Ask web-2 again"), { kind: "ask-again", hosts: ["web-2"] });
    assert.deepEqual(actionOf("Ask All Again"), { kind: "ask-again", hosts: ["web-1", "web-2"] });
    assert.deepEqual(actionOf("Open a Terminal and Connect"), { kind: "connect", line: "ssh web-2" });
    assert.deepEqual(actionOf("Clear"), { kind: "clear" });
  });

  it("can choose among its buttons, and ask for nothing else", () => {
    for (const message of ["0", -1, 0.5, 1e9, NaN, null, undefined, { kind: "connect", line: "rm -rf /" }]) {
      assert.equal(actions.chosen(message), undefined, JSON.stringify(message));
    }
  });

  it("does nothing once another page has taken its place", () => {
    const old = new PageActions();
    const first = old.add({ kind: "clear" });
    old.forget();
    const second = old.add({ kind: "ask-again", hosts: ["web-1"] });
    assert.equal(old.chosen(first), undefined);
    assert.deepEqual(old.chosen(second), { kind: "ask-again", hosts: ["web-1"] });
  });
});
