import { messageOf } from "../core/errors";
import type { ExecutionProvider } from "../core/model/executionProvider";
import type { LanguageModel } from "../core/model/languageModel";
import type { Clock, Logger } from "../core/ports";
import { measureSpeed, type Speed } from "./measureSpeed";

/** A model that can be tried and closed. */
interface Loaded {
  readonly model: LanguageModel;
  close(): Promise<void>;
}

/** A loaded model, where it is computed, and how fast. */
export interface TriedModel<Model extends Loaded> {
  readonly opened: Model;
  readonly provider: ExecutionProvider;
  readonly speed: Speed;
}

/**
 * Loads a model on the provider that is wanted, if that is worth it: one that fails or makes a token no sooner than the CPU is
 * left again, with a line in the log. The two are tried one after the other, since both at once may not fit into memory.
 *
 * @throws what loading on the CPU throws
 */
export async function loadOn<Model extends Loaded>(
  wanted: ExecutionProvider,
  load: (provider: ExecutionProvider) => Promise<Model>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<TriedModel<Model>> {
  const tried = async (provider: ExecutionProvider): Promise<TriedModel<Model>> => {
    const opened = await load(provider);
    try {
      return { opened, provider, speed: await measureSpeed(opened.model, clock) };
    } catch (error) {
      await opened.close();
      throw error;
    }
  };
  if (wanted === "cpu") return tried("cpu");
  let other: Speed;
  try {
    const candidate = await tried(wanted);
    other = candidate.speed;
    await candidate.opened.close();
  } catch (error) {
    logger.warn(`The provider ${wanted} cannot run the model, the CPU does: ${messageOf(error)}`);
    return tried("cpu");
  }
  const onCpu = await tried("cpu");
  const times = `${other.msPerToken.toFixed(1)} ms a token, the CPU ${onCpu.speed.msPerToken.toFixed(1)}`;
  if (other.msPerToken >= onCpu.speed.msPerToken) {
    logger.warn(`The provider ${wanted} is no faster (${times}), so the CPU runs the model.`);
    return onCpu;
  }
  logger.info(`The provider ${wanted} is faster: ${times}.`);
  await onCpu.opened.close();
  return tried(wanted);
}
