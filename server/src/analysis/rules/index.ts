import { agentCascade } from "./agentCascade.js";
import { hostPortConflict } from "./hostPortConflict.js";
import { loopbackOnly } from "./loopbackOnly.js";
import { nothingListens } from "./nothingListens.js";
import { portConflict } from "./portConflict.js";
import { receiverNotEnabled } from "./receiverNotEnabled.js";
import type { Rule } from "./rule.js";
import { syntax } from "./syntax.js";
import { undefinedComponent } from "./undefinedComponent.js";
import { unusedComponent } from "./unusedComponent.js";

export const rules: readonly Rule[] = [
  portConflict,
  hostPortConflict,
  agentCascade,
  undefinedComponent,
  unusedComponent,
  receiverNotEnabled,
  nothingListens,
  loopbackOnly,
  syntax,
];
