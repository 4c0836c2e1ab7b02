import type { ReasonId } from "../core/stats/panel/sections";
import type { Eagerness } from "../core/shape/eagerness";
import type { EngineState } from "./engineState";
import type { Say } from "./say";
import type { Pause } from "./session/pausing";
import type { Settings } from "./settings";
import type { StatusFigures } from "./statusFigures";

/** Everything the status item speaks of. */
export interface StatusFacts {
  readonly say: Say;
  readonly engine: EngineState;
  readonly settings: Settings;
  /** Sentences about settings that cannot be used. */
  readonly settingProblems: readonly string[];
  /** Language of the active editor; `undefined` without one. */
  readonly languageId: string | undefined;
  /** Where suggestions are wanted in the active editor, and what says so; `undefined` without one. */
  readonly eagerness: Eagerness | undefined;
  readonly pause: Pause | undefined;
  /** How much of a comparison on the user's file is done, 0 to 1; `undefined` while there is none. */
  readonly measured: number | undefined;
  /** Whether the model works, for long enough to say so. */
  readonly isWorking: boolean;
  /** Tokens per second of the latest suggestions; `undefined` before the first. */
  readonly speed: number | undefined;
  /** Figures for the tooltip, which is shown less often. */
  readonly figures: () => StatusFigures;
  /** Why the latest request ended without a suggestion; `undefined` if it had one. */
  readonly reason: ReasonId | undefined;
  /** What has just happened, in a few words that stand in for the speed. */
  readonly news: string | undefined;
}
