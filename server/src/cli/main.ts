#!/usr/bin/env node
import { run } from "./program.js";
import { processTerminal } from "./terminal.js";

// Not process.exit: it would cut off output that a pipe has not taken yet.
void run(process.argv.slice(2), processTerminal()).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
