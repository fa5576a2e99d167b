import { agentCascade } from "./agentCascade.js";
import { portConflict } from "./portConflict.js";
import { receiverNotEnabled } from "./receiverNotEnabled.js";
import type { Rule } from "./rule.js";
import { syntax } from "./syntax.js";
import { undefinedComponent } from "./undefinedComponent.js";
import { unusedComponent } from "./unusedComponent.js";

export const rules: readonly Rule[] = [
  portConflict,
  agentCascade,
  undefinedComponent,
  unusedComponent,
  receiverNotEnabled,
  syntax,
];
