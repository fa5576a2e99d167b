import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { reporters, Runner, type MochaOptions } from "mocha";

/** Mocha's own report, and its totals in the file that `--reporter-option totals=…` names. */
class Reporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions & { reporterOption: { totals: string } }) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const file = options.reporterOption.totals;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
    });
  }
}

export default Reporter;
