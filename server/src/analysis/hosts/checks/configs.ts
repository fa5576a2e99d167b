import { displayPath } from "../../paths.js";
import type { Check } from "../checks.js";
import type { ConfigPair, HostView } from "../hostView.js";
import type { ConfigSeen } from "../observation.js";

export function configChecks({ seen, configs }: HostView): readonly Check[] {
  return seen.configs.map((config) => {
    const pair = configs.find(({ path }) => path === config.path);
    return { id: `config:${config.path}`, ...(pair ? ofPair(pair) : alone(config)) };
  });
}

function ofPair({ path, file, model, state }: ConfigPair): Pick<Check, "status" | "summary"> {
  const here = displayPath(file, model.context.roots);
  switch (state) {
    case "same":
      return { status: "ok", summary: `${path} is ${here}` };
    case "differs":
      return { status: "warning", summary: `${path} is another text than ${here}` };
    case "absent":
      return { status: "failed", summary: `${path} is not there` };
    case "unknown":
      return { status: "unknown", summary: `Whether ${path} is ${here} could not be told` };
  }
}

function alone({ path, state }: ConfigSeen): Pick<Check, "status" | "summary"> {
  switch (state) {
    case "readable":
      return { status: "ok", summary: `${path} is there; the workspace has no such file` };
    case "unreadable":
      return { status: "unknown", summary: `${path} may not be read` };
    case "absent":
      return { status: "failed", summary: `${path} is not there` };
  }
}
