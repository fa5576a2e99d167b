import type { Connection, ProgressToken } from "vscode-languageserver/node";

export interface AskingProgress {
  answered(host: string): void;
  end(): void;
}

/** Tells a client that waits how many hosts have answered. */
export function beginProgress(connection: Connection, token: ProgressToken | undefined, hosts: number): AskingProgress {
  const reporter = connection.window.attachWorkDoneProgress(token);
  reporter.begin(hosts === 1 ? "Asking a host" : `Asking ${hosts} hosts`, 0);
  let done = 0;
  return {
    answered(host) {
      done++;
      reporter.report(Math.round((done / hosts) * 100), `${host} is done, ${done} of ${hosts}`);
    },
    end: () => reporter.done(),
  };
}
