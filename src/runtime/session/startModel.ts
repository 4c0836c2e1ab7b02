import { messageOf } from "../../core/errors";
import type { ExecutionProvider } from "../../core/model/executionProvider";
import type { LanguageModel } from "../../core/model/languageModel";
import type { Clock, Logger } from "../../core/ports";
import { reasonAgainst, timesOf } from "./compareTrials";
import { tryModel, type Trial } from "./tryModel";

/** A model that runs, and can be closed. */
export interface RunningModel {
  readonly model: LanguageModel;
  /** Frees its memory. The model cannot be used afterwards. */
  close(): Promise<void>;
}

/** What a model is started with. */
export interface StartParts {
  readonly wanted: ExecutionProvider;
  /** What onnxruntime's binary for this platform was built with. */
  readonly available: readonly string[];
  readonly start: (provider: ExecutionProvider) => Promise<RunningModel>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Starts a model on the provider that is wanted if it is worth it, on the CPU otherwise: a provider that is not there, fails,
 * computes other numbers or is no faster is left, with a line in the log. The two are tried one after the other, since both at
 * once may not fit into memory.
 *
 * @throws what starting on the CPU throws
 */
export async function startModel(
  parts: StartParts,
): Promise<RunningModel & { readonly provider: ExecutionProvider }> {
  const { wanted, available, start, clock, logger } = parts;
  const onCpu = async (why?: string): Promise<RunningModel & { readonly provider: "cpu" }> => {
    if (why !== undefined) logger.warn(`The model runs on the CPU: ${wanted} ${why}.`);
    return { ...(await start("cpu")), provider: "cpu" };
  };
  if (wanted === "cpu") return onCpu();
  if (!available.includes(wanted)) {
    return onCpu(`is not there on this platform, which has ${available.join(", ")}`);
  }
  let there: Trial;
  try {
    there = await tried(start, wanted, clock);
  } catch (error) {
    return onCpu(`cannot run it (${messageOf(error)})`);
  }
  const cpu = await start("cpu");
  const here = await closedOnError(cpu, () => tryModel(cpu.model, clock));
  const why = reasonAgainst(there, here);
  if (why !== undefined) {
    logger.warn(`The model runs on the CPU: ${wanted} ${why}.`);
    return { ...cpu, provider: "cpu" };
  }
  await cpu.close();
  try {
    const running = await start(wanted);
    logger.info(`The model runs on ${wanted}: ${timesOf(there)}; the CPU ${timesOf(here)}.`);
    return { ...running, provider: wanted };
  } catch (error) {
    return onCpu(`could be started once and not again (${messageOf(error)})`);
  }
}

async function tried(
  start: StartParts["start"],
  provider: ExecutionProvider,
  clock: Clock,
): Promise<Trial> {
  const running = await start(provider);
  const trial = await closedOnError(running, () => tryModel(running.model, clock));
  await running.close();
  return trial;
}

async function closedOnError<Result>(
  running: RunningModel,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await running.close();
    throw error;
  }
}
