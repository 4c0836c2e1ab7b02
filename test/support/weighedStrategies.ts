import { strategies } from "../../src/core/decode/strategies";
import type { Strategy } from "../../src/core/decode/strategy";

/** The strategies of the registry whose drafts are drawn and weighed. */
export const weighedStrategies: readonly Strategy[] = strategies.filter(
  (strategy) => "createVerifier" in strategy,
);
