import type { ModelSource } from "../../core/model/modelSource";
import { ForetypeError } from "../../core/errors";
import type { DecoderConfig } from "../architecture/decoderConfig";
import { checkTensors, countParameters } from "../checkpoint/checkTensors";
import { openCheckpoint } from "../checkpoint/openCheckpoint";
import { exactShare } from "../exactShare";
import { headTokens } from "../graph/headTokens";
import { planDecoderGraph } from "../graph/decoderGraph";
import { graphIdentity } from "../graphIdentity";
import { positionsOf } from "../positionsOf";
import type { PreparedModel } from "./preparedModel";
import type { PrepareOptions } from "./prepareOptions";

/**
 * Prepares a model whose graph is made of its weights.
 *
 * @throws user/bad-argument for a number of layers that it has not
 * @throws model/bad-config, model/bad-tokenizer, model/bad-shape, model/unsupported, model/corrupt or model/missing naming the
 * file
 */
export async function prepareCheckpoint(
  source: ModelSource,
  {
    precision,
    numLayers: numWanted,
    numHeadTokens,
  }: Omit<PrepareOptions, "cacheFolder" | "logger">,
): Promise<PreparedModel> {
  const checkpoint = await openCheckpoint(source.files);
  try {
    const { tensors, tokenizer, tokenizerPath } = checkpoint;
    checkTensors(tensors, checkpoint.config);
    const config = firstLayers(source, checkpoint.config, numWanted);
    const { numLayers, numKvHeads, headDim, vocabSize, slidingWindow } = config;
    const numParameters = countParameters(config);
    const head =
      numHeadTokens === undefined
        ? undefined
        : headTokens(
            numHeadTokens,
            vocabSize,
            tokenizer.addedTokens.map(({ id }) => id),
          );
    const maxLength = positionsOf(source, config);
    return {
      architecture: config.architecture,
      numParameters,
      sizes: {
        ...{ numLayers, numKvHeads, headDim, vocabSize, maxLength, slidingWindow, head },
        biasSpans: "capacity",
      },
      attention: "trees",
      precision,
      tokenizer,
      tokenizerPath,
      identity: graphIdentity(source, config, { precision, numLayers: numWanted, head }),
      plan: () => planDecoderGraph(tensors, config, maxLength, { precision, head }),
      exactShare: () => exactShare(tensors, precision),
      close: () => checkpoint.close(),
    };
  } catch (error) {
    await checkpoint.close();
    throw error;
  }
}

/** @throws user/bad-argument if there are not more layers than are wanted */
function firstLayers(
  { name }: ModelSource,
  config: DecoderConfig,
  numLayers = config.numLayers,
): DecoderConfig {
  if (numLayers >= 1 && numLayers <= config.numLayers) return { ...config, numLayers };
  throw new ForetypeError(
    "user/bad-argument",
    `${name} has ${String(config.numLayers)} layers. Name a number from 1 to that.`,
  );
}
