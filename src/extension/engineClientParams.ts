import type { Logger } from "../core/ports";
import type { EngineTuning, ModelParams } from "../protocol/engineApi";
import type { EngineLimits } from "./engineLimits";
import type { EngineProcess, EngineProcessParams } from "./engineProcess";
import type { StartWish } from "./share/shareEngine";
import type { Timers } from "./timers";

/** What an `EngineClient` is made of. */
export interface EngineClientParams extends EngineProcessParams {
  readonly model: ModelParams;
  readonly log: Logger;
  /** How the engine is to behave; asked at every start. `defaultTuning` if left out. */
  readonly tuning?: () => EngineTuning;
  readonly limits?: EngineLimits;
  /** Replaced in tests. */
  readonly timers?: Timers;
  /** `shareEngine`, or, if left out, `forkEngine`. */
  readonly startProcess?: (
    params: EngineProcessParams,
    log: Logger,
    wish: StartWish,
  ) => EngineProcess;
}
