import { agentCascade } from "./agentCascade.js";
import { ambiguousId } from "./ambiguousId.js";
import { configNotRead } from "./configNotRead.js";
import { connectorWiring } from "./connectorWiring.js";
import { deprecatedComponent } from "./deprecatedComponent.js";
import { dialUnreachable } from "./dialUnreachable.js";
import { duplicateKey } from "./duplicateKey.js";
import { duplicatePortName } from "./duplicatePortName.js";
import { duplicateReference } from "./duplicateReference.js";
import { emptyPipeline } from "./emptyPipeline.js";
import { envSyntax } from "./envSyntax.js";
import { exportsToItself } from "./exportsToItself.js";
import { hostnetworkHostportMismatch } from "./hostnetworkHostportMismatch.js";
import { hostPortConflict } from "./hostPortConflict.js";
import { invalidComponentId } from "./invalidComponentId.js";
import { invalidPort } from "./invalidPort.js";
import { invalidValue } from "./invalidValue.js";
import { loopbackOnly } from "./loopbackOnly.js";
import { missingKey } from "./missingKey.js";
import { networkPolicyBlocks } from "./networkPolicyBlocks.js";
import { nothingListens } from "./nothingListens.js";
import { notInDistribution } from "./notInDistribution.js";
import { otlpIngestAndDdot } from "./otlpIngestAndDdot.js";
import { pipelineCycle } from "./pipelineCycle.js";
import { portConflict } from "./portConflict.js";
import { portNotExposed } from "./portNotExposed.js";
import { possiblePortConflict } from "./possiblePortConflict.js";
import { privilegedPort } from "./privilegedPort.js";
import { processorOrder } from "./processorOrder.js";
import { projectFile } from "./projectFile.js";
import { receiverNotEnabled } from "./receiverNotEnabled.js";
import { removedComponent } from "./removedComponent.js";
import { removedKey } from "./removedKey.js";
import type { Rule } from "./rule.js";
import { selectorMatchesNothing } from "./selectorMatchesNothing.js";
import { syntax } from "./syntax.js";
import { telemetryAddress } from "./telemetryAddress.js";
import { undefinedComponent } from "./undefinedComponent.js";
import { undefinedReference } from "./undefinedReference.js";
import { unexplainedSuppression } from "./unexplainedSuppression.js";
import { unknownComponent } from "./unknownComponent.js";
import { unknownKey } from "./unknownKey.js";
import { unsupportedSignal } from "./unsupportedSignal.js";
import { unusedComponent } from "./unusedComponent.js";
import { unusedSuppression } from "./unusedSuppression.js";
import { wrongProtocol } from "./wrongProtocol.js";
import { wrongType } from "./wrongType.js";

export const rules: readonly Rule[] = [
  portConflict,
  possiblePortConflict,
  otlpIngestAndDdot,
  hostPortConflict,
  agentCascade,
  undefinedComponent,
  emptyPipeline,
  invalidComponentId,
  ambiguousId,
  duplicateKey,
  duplicateReference,
  unsupportedSignal,
  connectorWiring,
  pipelineCycle,
  envSyntax,
  undefinedReference,
  missingKey,
  invalidValue,
  removedComponent,
  removedKey,
  deprecatedComponent,
  unknownComponent,
  notInDistribution,
  telemetryAddress,
  processorOrder,
  unknownKey,
  wrongType,
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
  invalidPort,
  privilegedPort,
  duplicatePortName,
  hostnetworkHostportMismatch,
  selectorMatchesNothing,
  syntax,
  projectFile,
  unusedSuppression,
  unexplainedSuppression,
];
