import type { LiveFailed, LiveFindingItem, LiveHostReport, LiveSeen } from "../../../server/src/protocol.js";
import { Html, html } from "./html.js";
import type { PageAction, PageActions } from "./pageActions.js";
import { style } from "./style.js";

export interface PageOptions {
  /** Fresh for each page: nothing else on it runs. */
  readonly nonce: string;
  /** A path as the person knows it. */
  readonly nameOf: (uri: string) => string;
  /** Takes what the buttons do. */
  readonly actions: PageActions;
}

/** A report as a page: for each host a sentence, what stands in the files that is not so, and a row for each check. */
export function reportPage(hosts: readonly LiveHostReport[], options: PageOptions): string {
  const { nonce, actions } = options;
  const askAll = { kind: "ask-again", hosts: hosts.map(({ host }) => host) } as const;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'"
        />
        <title>Live hosts</title>
        <style nonce="${nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>Live hosts</h1>
          <p class="actions">
            ${button(actions, "Ask All Again", askAll)} ${button(actions, "Clear", { kind: "clear" })}
          </p>
          ${hosts.map((host, index) => hostSection(host, `host-${index}`, options))}
        </main>
        <script nonce="${nonce}">
          ${new Html(script)};
        </script>
      </body>
    </html>`.text;
}

/** Times are shown as the person's own machine has them. */
const script = `
const { postMessage } = acquireVsCodeApi();
for (const time of document.querySelectorAll("time")) time.textContent = new Date(time.dateTime).toLocaleString();
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-action]");
  if (button) postMessage(Number(button.dataset.action));
});
`;

function hostSection({ host, askedAt, outcome }: LiveHostReport, id: string, options: PageOptions): Html {
  const time = new Date(askedAt).toISOString();
  const again = button(options.actions, "Ask Again", { kind: "ask-again", hosts: [host] }, `Ask ${host} again`);
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${host}</h2>
    ${outcome.kind === "seen" ? seenSummary(outcome) : failure(outcome, options)}
    <p class="actions">
      <span class="dim">Asked at <time datetime="${time}">${time}</time></span> ${again}
    </p>
    ${outcome.kind === "seen" ? seen(outcome, options) : undefined}
  </section>`;
}

function seenSummary({ summary, findings }: LiveSeen): Html {
  if (summary !== undefined) return html`<p class="summary failed">${summary}</p>`;
  return findings.length === 0
    ? html`<p class="summary ok">As declared.</p>`
    : html`<p class="summary warning">Not all is as declared.</p>`;
}

function failure({ sentence, nextStep, connect }: LiveFailed, { actions }: PageOptions): Html {
  const label = "Open a Terminal and Connect";
  const terminal = connect === undefined ? undefined : button(actions, label, { kind: "connect", line: connect });
  return html`<p class="summary failed">Could not be asked: ${sentence}</p>
    <p>${nextStep}</p>
    ${
      terminal &&
      html`<p class="actions">
        ${terminal} <span class="dim">types <code>${connect}</code></span>
      </p>`
    }`;
}

function seen({ findings, checks }: LiveSeen, options: PageOptions): Html {
  const items = findings.map((finding) => findingItem(finding, options));
  const rows = [...checks]
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
    .map(
      ({ id, status, summary }) =>
        html`<tr>
          <td class="${status}">${status}</td>
          <td>${id}</td>
          <td>${summary}</td>
        </tr>`,
    );
  return html`${
      items.length === 0
        ? undefined
        : html`<h3>What is not as the files say</h3>
            <ul>
              ${items}
            </ul>`
    }
    <h3>Checks</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Check</th>
          <th scope="col">What was seen</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

const order = ["failed", "warning", "ok", "unknown"] as const;

function findingItem(finding: LiveFindingItem, { nameOf, actions }: PageOptions): Html {
  const { rule, severity, message, evidence, commands, uri, range } = finding;
  const place = `${nameOf(uri)}:${String(range.start.line + 1)}`;
  const copies = commands.map(
    ({ purpose, line }) =>
      html`<p class="actions">
        ${purpose}: <code>${line}</code> ${button(actions, "Copy", { kind: "copy", line }, `Copy ${line}`)}
      </p>`,
  );
  return html`<li>
    <p>
      <span class="${severity}">${severity}</span>
      ${button(actions, place, { kind: "open", finding }, `Open ${place}`, "link")} ${rule}
    </p>
    <p>${message}</p>
    ${evidence === undefined ? undefined : html`<p class="dim">${evidence}</p>`} ${copies}
  </li>`;
}

function button(actions: PageActions, label: string, action: PageAction, spoken = label, look = "plain"): Html {
  const number = actions.add(action);
  return html`<button class="${look}" aria-label="${spoken}" data-action="${number}">${label}</button>`;
}
