import { randomUUID } from "node:crypto";
import { ProgressLocation, window } from "vscode";
import type { LiveHostReport } from "../../../server/src/protocol.js";
import { checkHostsRequest } from "../protocol.js";
import type { Server } from "../server.js";

/** Asks hosts while the person sees how far it is and may cancel; undefined where nobody was asked. */
export async function askHosts(
  server: Server,
  hosts: readonly string[],
  confirmed: readonly string[],
): Promise<readonly LiveHostReport[] | undefined> {
  const title = `Asking ${hosts.length > 3 ? `${hosts.length} hosts` : hosts.join(", ")} over ssh`;
  const answer = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, cancelled) => {
      const workDoneToken = randomUUID();
      let shown = 0;
      const listener = await server.onProgress(workDoneToken, ({ message = "", percentage = shown }) => {
        progress.report({ message, increment: percentage - shown });
        shown = percentage;
      });
      try {
        return await server.request(checkHostsRequest, { hosts, confirmed, workDoneToken }, cancelled);
      } finally {
        listener.dispose();
      }
    },
  );
  if (answer.kind === "asked") return answer.report.hosts;
  void window.showWarningMessage(answer.reason);
  return undefined;
}
