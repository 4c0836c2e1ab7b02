import { setImmediate } from "node:timers/promises";
import { Completer } from "../core/complete/completer";
import type { Clock, Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { openModel } from "../runtime/openModel";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { locateModel } from "../store/locateModel";
import { AttentiveModel } from "./attentiveModel";
import type { OpenEngine } from "./engineServer";

/**
 * Opens a model and puts the completer over it.
 *
 * @throws what `locateModel` and `openModel` throw
 */
export async function openEngine(
  params: ModelParams,
  parts: {
    readonly clock: Clock;
    readonly logger: Logger;
    /** The path of a file that the constraint of syntax reads. */
    readonly locateGrammar: (file: string) => string;
  },
): Promise<OpenEngine> {
  const { modelsFolder, modelId, cacheFolder, precision, threads } = params;
  const source = await locateModel(modelsFolder, modelId);
  const { logger, clock, locateGrammar } = parts;
  const opened = await openModel(source, { cacheFolder, precision, threads, logger });
  const model = new AttentiveModel(opened.model, () => setImmediate());
  const { vocabulary, format } = opened;
  const syntax = new TreeSitterSource({ locate: locateGrammar, logger });
  const completer = new Completer({ model, vocabulary, format, clock, syntax });
  return {
    facts: {
      modelId,
      precision: opened.precision,
      threads: opened.threads,
      numParameters: opened.numParameters,
    },
    complete: (request, options, cancellation) =>
      completer.complete(request, options, cancellation),
    close: () => opened.close(),
  };
}
