/** The page takes its colours and fonts from the editor's theme. */
export const style = `
body { max-width: 60rem; padding: 0 1.5rem 2rem; line-height: 1.5; }
h1 { font-size: 1.4em; font-weight: 600; }
h2 { font-size: 1.2em; font-weight: 600; margin: 1.5rem 0 0; }
h3 { font-size: 1em; font-weight: 600; margin: 1rem 0 0.25rem; }
section { border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
p { margin: 0.35rem 0; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-left: 3px solid var(--vscode-textBlockQuote-border); margin: 0.5rem 0; padding: 0.1rem 0.75rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { padding: 0.2rem 0.75rem 0.2rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor)); }
th:nth-child(1) { width: 5rem; }
th:nth-child(2) { width: 35%; }
code { font-family: var(--vscode-editor-font-family); }
.summary { font-weight: 600; }
.failed, .error { color: var(--vscode-editorError-foreground); }
.warning { color: var(--vscode-editorWarning-foreground); }
.information, .hint { color: var(--vscode-editorInfo-foreground); }
.ok { color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.dim, .unknown { color: var(--vscode-descriptionForeground); }
button { font: inherit; cursor: pointer; }
button.plain {
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px;
  background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground);
  padding: 0 0.6rem;
}
button.plain:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.link {
  border: 0; padding: 0; background: none; color: var(--vscode-textLink-foreground); text-decoration: underline;
}
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
