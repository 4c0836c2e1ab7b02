import type { ModelSource, Precision } from "../../core/model/modelSource";
import { checkTensors } from "../checkpoint/checkTensors";
import { openCheckpoint } from "../checkpoint/openCheckpoint";
import { exactShare } from "../exactShare";
import { planDecoderGraph } from "../graph/decoderGraph";
import { graphIdentity } from "../graphIdentity";
import { positionsOf } from "../positionsOf";
import type { PreparedModel } from "./preparedModel";

/**
 * Prepares a model whose graph is made of its weights.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/bad-shape, model/unsupported, model/corrupt or model/missing naming the
 * file
 */
export async function prepareCheckpoint(
  source: ModelSource,
  precision: Precision,
): Promise<PreparedModel> {
  const checkpoint = await openCheckpoint(source.files);
  try {
    const { config, tensors, tokenizer, tokenizerPath } = checkpoint;
    const { numLayers, numKvHeads, headDim, vocabSize, slidingWindow } = config;
    const numParameters = checkTensors(tensors, config);
    const maxLength = positionsOf(source, config);
    return {
      architecture: config.architecture,
      numParameters,
      sizes: {
        ...{ numLayers, numKvHeads, headDim, vocabSize, maxLength, slidingWindow },
        biasSpans: "capacity",
      },
      attention: "trees",
      precision,
      tokenizer,
      tokenizerPath,
      identity: graphIdentity(source, config, precision),
      plan: () => planDecoderGraph(tensors, config, maxLength, precision),
      exactShare: () => exactShare(tensors, precision),
      close: () => checkpoint.close(),
    };
  } catch (error) {
    await checkpoint.close();
    throw error;
  }
}
