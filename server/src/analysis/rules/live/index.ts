import { configDiffers } from "./configDiffers.js";
import { exportFailing } from "./exportFailing.js";
import { firewallDrops } from "./firewallDrops.js";
import { listeningElsewhere } from "./listeningElsewhere.js";
import type { LiveRule } from "./liveRule.js";
import { logSays } from "./logSays.js";
import { memoryHigh } from "./memoryHigh.js";
import { notListening } from "./notListening.js";
import { portHeldByOther } from "./portHeldByOther.js";
import { queueFilling } from "./queueFilling.js";
import { undeclaredListener } from "./undeclaredListener.js";
import { unitFailed } from "./unitFailed.js";

/** The causes before what they lead to. */
export const liveRules: readonly LiveRule[] = [
  portHeldByOther,
  unitFailed,
  notListening,
  listeningElsewhere,
  firewallDrops,
  logSays,
  configDiffers,
  exportFailing,
  queueFilling,
  memoryHigh,
  undeclaredListener,
];
