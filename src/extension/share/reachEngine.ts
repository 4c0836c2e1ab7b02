import { rm } from "node:fs/promises";
import { messageOf } from "../../core/errors";
import { neverCancelled, type Logger } from "../../core/ports";
import { FileLock } from "../../files/fileLock";
import type { EngineProcess, EngineProcessParams } from "../engineProcess";
import { describeExit, describeSpawnError, spawnEngine } from "../spawnEngine";
import type { Timers } from "../timers";
import { connectEngine } from "./connectEngine";
import type { EnginePlace } from "./enginePlace";

/** From the fork to the first word. */
const startMs = 15_000;

/**
 * Connects to the engine of a place, and starts it if there is none: one window does, and the others wait for it.
 *
 * @throws where it cannot be started or does not let this window connect
 */
export async function reachEngine(
  place: EnginePlace,
  params: EngineProcessParams,
  parts: { readonly log: Logger; readonly timers: Timers },
): Promise<EngineProcess> {
  const { log, timers } = parts;
  try {
    return await connectEngine(place, timers);
  } catch (error) {
    log.debug(`There is no engine to share yet. ${messageOf(error)}`);
  }
  const lock = await FileLock.take(place.lockFile, neverCancelled);
  try {
    return await connectEngine(place, timers).catch(async () => {
      // What a process that was killed has left behind.
      if (!place.address.startsWith("\\\\")) await rm(place.address, { force: true });
      await startListening(place, params, parts);
      return connectEngine(place, timers);
    });
  } finally {
    await lock.release();
  }
}

/** Resolves when the process lets windows connect. */
function startListening(
  place: EnginePlace,
  params: EngineProcessParams,
  { log, timers }: { readonly log: Logger; readonly timers: Timers },
): Promise<void> {
  const child = spawnEngine(params, log, place);
  return new Promise((resolve, reject) => {
    const fail = (sentence: string): void => {
      limit.dispose();
      reject(new Error(sentence));
    };
    const limit = timers.after(startMs, () => {
      child.kill("SIGKILL");
      fail("The engine said nothing.");
    });
    child.once("error", (error) => {
      fail(describeSpawnError(error, child.spawnfile).sentence);
    });
    child.once("exit", (code, signal) => {
      fail(describeExit(code, signal));
    });
    child.once("message", () => {
      limit.dispose();
      // From now on it is no more this window's than any other's.
      child.unref();
      resolve();
    });
  });
}
