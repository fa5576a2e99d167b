import { agentCascade } from "./agentCascade.js";
import { configNotRead } from "./configNotRead.js";
import { dialUnreachable } from "./dialUnreachable.js";
import { duplicatePortName } from "./duplicatePortName.js";
import { exportsToItself } from "./exportsToItself.js";
import { hostnetworkHostportMismatch } from "./hostnetworkHostportMismatch.js";
import { hostPortConflict } from "./hostPortConflict.js";
import { loopbackOnly } from "./loopbackOnly.js";
import { networkPolicyBlocks } from "./networkPolicyBlocks.js";
import { nothingListens } from "./nothingListens.js";
import { otlpIngestAndDdot } from "./otlpIngestAndDdot.js";
import { portConflict } from "./portConflict.js";
import { portNotExposed } from "./portNotExposed.js";
import { possiblePortConflict } from "./possiblePortConflict.js";
import { privilegedPort } from "./privilegedPort.js";
import { projectFile } from "./projectFile.js";
import { receiverNotEnabled } from "./receiverNotEnabled.js";
import type { Rule } from "./rule.js";
import { selectorMatchesNothing } from "./selectorMatchesNothing.js";
import { syntax } from "./syntax.js";
import { undefinedComponent } from "./undefinedComponent.js";
import { unexplainedSuppression } from "./unexplainedSuppression.js";
import { unusedComponent } from "./unusedComponent.js";
import { unusedSuppression } from "./unusedSuppression.js";
import { wrongProtocol } from "./wrongProtocol.js";

export const rules: readonly Rule[] = [
  portConflict,
  possiblePortConflict,
  otlpIngestAndDdot,
  hostPortConflict,
  agentCascade,
  undefinedComponent,
  unusedComponent,
  receiverNotEnabled,
  nothingListens,
  loopbackOnly,
  portNotExposed,
  dialUnreachable,
  wrongProtocol,
  exportsToItself,
  networkPolicyBlocks,
  configNotRead,
  privilegedPort,
  duplicatePortName,
  hostnetworkHostportMismatch,
  selectorMatchesNothing,
  syntax,
  projectFile,
  unusedSuppression,
  unexplainedSuppression,
];
