import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";
import type { HttpSeen } from "../observation.js";

/** Any status means that somebody listens and speaks HTTP; a health check also says how it is. */
export function httpChecks({ seen }: HostView): readonly Check[] {
  return seen.http.flatMap((each) => (each.status === undefined ? [] : [httpCheck(each, each.status)]));
}

function httpCheck({ purpose, port, path }: HttpSeen, status: number): Check {
  const isIll = purpose === "health" && (status < 200 || status >= 300);
  return {
    id: `http:${String(port)}${path}`,
    status: isIll ? "failed" : "ok",
    summary: `GET ${path} on ${String(port)} answers ${String(status)}${isIll ? ": it says that it is not well" : ""}`,
  };
}
