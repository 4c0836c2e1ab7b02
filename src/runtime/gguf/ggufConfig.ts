import type { DecoderConfig } from "../architecture/decoderConfig";
import { ggufArchitecture, type GgufArchitecture } from "./ggufArchitecture";
import { corruptGguf } from "./ggufErrors";
import type { GgufMetadata } from "./ggufMetadata";
import { ggufRope } from "./ggufRope";
import type { GgufTensorEntry } from "./ggufTensorTable";
import { refuseUnknownMetadata } from "./refuseUnknownMetadata";

/**
 * What a GGUF file's model computes, from its metadata and from which tensors there are. What would change the mathematics and is
 * not built is refused by its name.
 *
 * @param tensors by their names in the file
 * @param ropeFactors of the tensor `rope_freqs.weight`, where there is one
 * @throws model/bad-config, model/unsupported or model/corrupt naming the file and what is wrong
 */
export function ggufConfig(
  metadata: GgufMetadata,
  tensors: ReadonlyMap<string, Pick<GgufTensorEntry, "shape">>,
  ropeFactors: Float32Array | undefined,
): DecoderConfig {
  const family = ggufArchitecture(metadata);
  refuseUnknownMetadata(metadata, family);
  const { name } = family;
  const [vocabSize, ...width] = tensors.get("token_embd.weight")?.shape ?? [];
  if (vocabSize === undefined || width.length !== 1) {
    throw corruptGguf(metadata.path, 'lacks the table "token_embd.weight"');
  }
  const numLayers = metadata.size(`${name}.block_count`, { most: 1024 });
  const hiddenSize = metadata.size(`${name}.embedding_length`);
  const maxPositions = metadata.size(`${name}.context_length`);
  const heads = readHeads(metadata, name, hiddenSize);
  const { headDim } = heads;
  const window = readWindow(metadata, name);
  return {
    architecture: family.architecture,
    hiddenSize,
    intermediateSize: metadata.uniformSize(`${name}.feed_forward_length`),
    numLayers,
    ...heads,
    vocabSize,
    norm: {
      kind: family.normKind,
      epsilon: metadata.positive(
        family.normKind === "rms"
          ? `${name}.attention.layer_norm_rms_epsilon`
          : `${name}.attention.layer_norm_epsilon`,
      ),
      weightOffset: 0,
    },
    activation: family.activation,
    hasGate: family.hasGate,
    // The first layer speaks for all: that they agree is checked against this configuration.
    hasQkvBias: tensors.has("blk.0.attn_q.bias"),
    hasOutputBias: tensors.has("blk.0.attn_output.bias"),
    hasFeedForwardBias: tensors.has("blk.0.ffn_up.bias"),
    hasQkNorm: family.hasQkNorm,
    rope: ggufRope(metadata, family, { headDim, maxPositions, factors: ropeFactors }),
    maxPositions,
    slidingWindow: window !== undefined && window < maxPositions ? window : undefined,
    hasTiedHead: !tensors.has("output.weight"),
    multipliers: readMultipliers(metadata, family, { hiddenSize, headDim }),
  };
}

function readHeads(
  metadata: GgufMetadata,
  name: string,
  hiddenSize: number,
): Pick<DecoderConfig, "numHeads" | "numKvHeads" | "headDim"> {
  const numHeads = metadata.uniformSize(`${name}.attention.head_count`);
  const kvKey = `${name}.attention.head_count_kv`;
  const numKvHeads = metadata.has(kvKey) ? metadata.uniformSize(kvKey) : numHeads;
  if (numHeads % numKvHeads !== 0) {
    throw metadata.bad(kvKey, `must divide the ${String(numHeads)} heads`);
  }
  const keyKey = `${name}.attention.key_length`;
  const headDim = metadata.size(keyKey, { fallback: hiddenSize / numHeads });
  if (headDim % 8 !== 0) throw metadata.bad(keyKey, "must be a multiple of 8");
  const valueKey = `${name}.attention.value_length`;
  if (metadata.size(valueKey, { fallback: headDim }) !== headDim) {
    throw metadata.bad(valueKey, `must be ${String(headDim)}, as wide as the keys`);
  }
  return { numHeads, numKvHeads, headDim };
}

/** A window of 0 is none. */
function readWindow(metadata: GgufMetadata, name: string): number | undefined {
  const key = `${name}.attention.sliding_window`;
  if (!metadata.has(key) || metadata.number(key) === 0) return undefined;
  return metadata.size(key, { most: 2 ** 32 });
}

function readMultipliers(
  metadata: GgufMetadata,
  family: GgufArchitecture,
  sizes: { readonly hiddenSize: number; readonly headDim: number },
): DecoderConfig["multipliers"] {
  /** A 0 is one that is left out. */
  const scale = (field: string, fallback: number): number => {
    const key = `${family.name}.${field}`;
    if (!family.hasMultipliers || !metadata.has(key) || metadata.number(key) === 0) return fallback;
    return metadata.positive(key);
  };
  return {
    // In the precision that the reference computes it in.
    embedding: scale(
      "embedding_scale",
      family.scalesEmbedding ? Math.fround(Math.sqrt(sizes.hiddenSize)) : 1,
    ),
    attention: scale("attention.scale", 1 / Math.sqrt(sizes.headDim)),
    residual: scale("residual_scale", 1),
    logits: 1 / scale("logit_scale", 1),
  };
}
