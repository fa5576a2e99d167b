import { resolve } from "node:path";

export const checkout = resolve(import.meta.dirname, "..", "..", "..");

/** Editors that were installed for tests. Git ignores it, and it may be deleted at any time. */
export const editorCache = resolve(checkout, ".vscode-test");

export const testOutput = resolve(checkout, "out", "test", "editor");

export const exampleWorkspace = resolve(checkout, "examples", "ddot-conflict");
