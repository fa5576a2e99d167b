import { type Uri, type Webview } from "vscode";

/**
 * The page's frame: everything in it is constant, and what files say comes later, as data. Nothing is loaded but the
 * two scripts, and nothing can be sent anywhere.
 */
export function chartHtml(webview: Webview, scripts: readonly Uri[], nonce: string): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  const sources = scripts.map(
    (script) => `<script nonce="${nonce}" src="${String(webview.asWebviewUri(script))}"></script>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Port Chart</title>
</head>
<body>
${body}
${sources.join("\n")}
</body>
</html>`;
}

const body = `<header>
<h1>Port chart</h1>
<span id="summary" role="status"></span>
<div class="group" role="group" aria-label="What to show">
<button id="view-hosts">Hosts</button><button id="view-ports">Ports</button><button id="view-pipelines">Pipelines</button>
</div>
<button id="problems" aria-pressed="false">Only problems</button>
<div class="group" role="group" aria-label="Zoom">
<button id="zoom-out" aria-label="Zoom out" title="Zoom out (−)">−</button><button id="zoom-fit" title="Show all of it (0)">Fit</button><button id="zoom-in" aria-label="Zoom in" title="Zoom in (+)">+</button>
</div>
<button id="export">Export…</button>
</header>
<main id="stage">
<svg class="portolan-chart" role="group" aria-label="Ports; arrow keys go from one to the next, Enter opens its line"><g id="world"></g></svg>
<p id="empty" hidden></p>
</main>
<section id="outline" class="unseen" aria-label="The chart as text"></section>
<footer class="portolan-chart">
<span class="look-conflict">collides, or cannot come up</span>
<span class="look-loopback">needed from outside, but nobody answers there</span>
<span class="look-reached">reached</span>
<span class="look-unreached">nobody here connects to it</span>
<span class="look-unreached unwritten">nobody wrote it: a default</span>
</footer>`;
