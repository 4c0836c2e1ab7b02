import { findFimFormat } from "../core/model/findFimFormat";
import type { ModelDescription } from "../core/model/modelDescription";
import type { ModelSource, Precision } from "../core/model/modelSource";
import type { Logger } from "../core/ports";
import { exactShare } from "./exactShare";
import { BuiltModels } from "./built/builtModels";
import { checkTensors } from "./checkpoint/checkTensors";
import { openCheckpoint } from "./checkpoint/openCheckpoint";
import { planDecoderGraph } from "./graph/decoderGraph";
import { graphIdentity } from "./graphIdentity";
import { memoryEstimate } from "./memoryEstimate";
import { minPast } from "./model/stepInputs";
import { positionsOf } from "./positionsOf";

/**
 * What a model is and what it will cost, from the headers of its files.
 *
 * @throws what `openModel` throws for files that cannot be used
 */
export async function describeModel(
  source: ModelSource,
  options: {
    readonly cacheFolder: string;
    readonly precision: Precision;
    readonly logger: Logger;
    /** Size of the model's own files. */
    readonly fileBytes: number;
  },
): Promise<ModelDescription> {
  const { precision } = options;
  const { config, tensors, tokenizer, close } = await openCheckpoint(source.files);
  try {
    const numParameters = checkTensors(tensors, config);
    const maxLength = positionsOf(source, config);
    const graph = planDecoderGraph(tensors, config, maxLength + minPast, precision);
    const marks = new Map(tokenizer.addedTokens.map(({ content, id }) => [content, id]));
    const vocabulary = { specialToken: (name: string) => marks.get(name) };
    const format = source.format ?? findFimFormat(vocabulary, tokenizer.hints);
    return {
      id: source.id,
      name: source.name,
      architecture: config.architecture,
      numParameters,
      contextLength: maxLength,
      hasFim: format.tokens !== undefined,
      fileBytes: options.fileBytes,
      builtBytes: graph.weightsBytes,
      isBuilt: await new BuiltModels(options.cacheFolder, options.logger).has(
        graphIdentity(source, config, precision),
      ),
      memory: memoryEstimate(graph.weightsBytes, config),
      exactShare: exactShare(tensors, precision),
    };
  } finally {
    await close();
  }
}
