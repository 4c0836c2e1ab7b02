import os from "node:os";
import { messageOf } from "../../core/errors";
import type { Logger } from "../../core/ports";
import type { EngineProcess, EngineProcessParams } from "../engineProcess";
import { forkEngine } from "../forkEngine";
import { nodeTimers } from "../timers";
import { enginePlace } from "./enginePlace";
import { LateProcess } from "./lateProcess";
import { reachEngine } from "./reachEngine";
import type { UserPlace } from "./runtimeFolder";

/** How an engine is started. */
export interface StartWish {
  /** Nobody else is to use it, because what is asked of it may end it. */
  readonly isAlone: boolean;
}

/** This process's user. */
function thisUser(): UserPlace {
  return {
    platform: process.platform,
    env: process.env,
    uid: process.getuid?.(),
    tempFolder: os.tmpdir(),
  };
}

/**
 * Reaches the engine that all windows of this user share, starting it if need be. Where that fails, this window gets an engine of its
 * own, and the log says why.
 */
export function shareEngine(
  params: EngineProcessParams,
  log: Logger,
  { isAlone }: StartWish,
  user: UserPlace = thisUser(),
): EngineProcess {
  if (isAlone) {
    log.info(
      "This window has an engine of its own until it is restarted: the last one ended early.",
    );
    return forkEngine(params, log);
  }
  const reach = async (): Promise<EngineProcess> => {
    try {
      const place = await enginePlace(params, user);
      const engine = await reachEngine(place, params, { log, timers: nodeTimers });
      log.info(`The windows share the engine process ${String(engine.pid)}.`);
      return engine;
    } catch (error) {
      log.warn(`This window has an engine of its own: ${messageOf(error)}`);
      return forkEngine(params, log);
    }
  };
  return new LateProcess(reach());
}
