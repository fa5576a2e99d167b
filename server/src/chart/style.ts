/**
 * The colours follow the editor's theme; a picture that stands alone follows the page it is shown on, light or dark.
 * Nothing is told by colour alone: what nobody wrote is dashed, and each state has its words.
 */
export const chartStyle = `
.portolan-chart{
--l-ground:#ffffff;--l-box:#f6f8fa;--l-card:#ffffff;--l-edge:#d0d7de;--l-ink:#1f2328;--l-dim:#59636e;--l-bad:#c62828;--l-warn:#8a5a00;--l-good:#1a6e35;--l-still:#6e7781;
--ground:var(--vscode-editor-background,var(--l-ground));
--box:var(--vscode-sideBar-background,var(--l-box));
--card:var(--vscode-editorWidget-background,var(--l-card));
--edge:var(--vscode-contrastBorder,var(--vscode-editorWidget-border,var(--vscode-widget-border,var(--l-edge))));
--ink:var(--vscode-foreground,var(--l-ink));
--dim:var(--vscode-descriptionForeground,var(--l-dim));
--bad:var(--vscode-editorError-foreground,var(--l-bad));
--warn:var(--vscode-editorWarning-foreground,var(--l-warn));
--good:var(--vscode-testing-iconPassed,var(--l-good));
--still:var(--vscode-descriptionForeground,var(--l-still));
--sans:var(--vscode-font-family,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif);
--mono:var(--vscode-editor-font-family,ui-monospace,Menlo,Consolas,monospace);
background:var(--ground);font-family:var(--sans)}
@media (prefers-color-scheme:dark){.portolan-chart{--l-ground:#1f1f1f;--l-box:#262626;--l-card:#2d2d2d;--l-edge:#454545;--l-ink:#e0e0e0;--l-dim:#a0a0a0;--l-bad:#f4645f;--l-warn:#d7ac2c;--l-good:#6fc98b;--l-still:#8f8f8f}}
.portolan-chart .frame{fill:var(--box);stroke:var(--edge)}
.portolan-chart .frame.look-quiet{stroke-opacity:.8}
.portolan-chart .frame.look-outside{fill:none;stroke-dasharray:5 4}
.portolan-chart .shape{stroke:var(--tone);stroke-width:1.2}
.portolan-chart .card .shape{fill:var(--card);stroke:var(--edge)}
.portolan-chart .pill .shape{fill:var(--ground);stroke-width:1.6}
.portolan-chart .title .shape,.portolan-chart .exit .shape{fill:transparent;stroke:none}
.portolan-chart .dashed .shape{stroke-dasharray:4 3}
.portolan-chart .card.look-conflict .shape,.portolan-chart .card.look-loopback .shape,.portolan-chart .card.look-silent .shape,.portolan-chart .card.look-undefined .shape{stroke:var(--tone)}
.portolan-chart .pill.look-conflict .shape{stroke-width:2.4}
.portolan-chart .wire{fill:none;stroke:var(--tone);stroke-width:1.5;stroke-linejoin:round}
.portolan-chart .wire.look-unreached{stroke-width:1.1}
.portolan-chart .wire.look-contested,.portolan-chart .wire.look-conflict{stroke-width:2}
.portolan-chart .wire.dashed,.portolan-chart .wire.look-refused,.portolan-chart .wire.look-loopback{stroke-dasharray:5 4}
.portolan-chart .dot,.portolan-chart .tip{fill:var(--tone);stroke:none}
.portolan-chart text{fill:var(--ink);font-size:12px;white-space:pre}
.portolan-chart .t-title{font-size:13.5px;font-weight:600}
.portolan-chart .t-detail{font-size:11px;fill:var(--dim)}
.portolan-chart .t-code{font-size:10.5px;font-family:var(--mono);fill:var(--dim)}
.portolan-chart .t-note{font-size:10.5px;fill:var(--dim)}
.portolan-chart .t-number{font-size:12px;font-family:var(--mono);font-weight:600;fill:var(--tone)}
.portolan-chart .t-trouble{font-size:10.5px;font-family:var(--mono);fill:var(--bad)}
.portolan-chart .look-fallen .t-name{fill:var(--dim)}
.portolan-chart .look-fallen .t-note,.portolan-chart .look-undefined .t-name{fill:var(--bad)}
.portolan-chart .look-plain,.portolan-chart .look-quiet{--tone:var(--edge)}
.portolan-chart .look-reached,.portolan-chart .look-reaches{--tone:var(--good)}
.portolan-chart .look-conflict,.portolan-chart .look-contested,.portolan-chart .look-fallen,.portolan-chart .look-refused{--tone:var(--bad)}
.portolan-chart .look-loopback,.portolan-chart .look-silent,.portolan-chart .look-undefined{--tone:var(--warn)}
.portolan-chart .look-unreached,.portolan-chart .look-outside{--tone:var(--still)}
`.replace(/\n/g, "");
