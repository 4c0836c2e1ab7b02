import type { DecoderConfig } from "../architecture/decoderConfig";
import type { BlockParts } from "./linear";
import { readRows } from "./readRows";

/** The residual stream, and itself normalised for the next block. Both [1, S, hidden]. */
export interface NormalisedStream {
  readonly residual: string;
  readonly normalised: string;
}

/** Stores a norm's weights, or its bias, and returns their name. */
function storeVector(
  { graph, tensors }: BlockParts,
  name: string,
  size: number,
  offset: number,
): string {
  graph.store({
    tensors: [{ name, type: "float32", dims: [size] }],
    pieces: () =>
      offset === 0
        ? readRows(tensors, name, [name])
        : readRows(tensors, name, [name], (weight) => weight + offset),
  });
  return name;
}

function storeNorm(parts: BlockParts, name: string, config: DecoderConfig, size: number): string[] {
  const weight = storeVector(parts, `${name}.weight`, size, config.norm.weightOffset);
  if (config.norm.kind === "rms") return [weight];
  return [weight, storeVector(parts, `${name}.bias`, size, 0)];
}

/** Adds the norm `name` of the model over the last axis of `input`, [..., size]. */
export function addNorm(
  parts: BlockParts,
  name: string,
  input: string,
  config: DecoderConfig,
  size: number,
): string {
  const weights = storeNorm(parts, name, config, size);
  const floats = { epsilon: config.norm.epsilon };
  return config.norm.kind === "rms"
    ? parts.graph.node("SimplifiedLayerNormalization", [input, ...weights], {
        ints: { axis: -1, stash_type: 1 },
        floats,
      })
    : parts.graph.node("LayerNormalization", [input, ...weights], { ints: { axis: -1 }, floats });
}

/** Adds a block's output to the residual stream, and the sum's norm `name`. */
export function addSkipNorm(
  parts: BlockParts,
  name: string,
  residual: string,
  output: string,
  config: DecoderConfig,
): NormalisedStream {
  const { graph } = parts;
  const weights = storeNorm(parts, name, config, config.hiddenSize);
  const stream = { normalised: `${name}.normalised`, residual: `${name}.residual` };
  graph.node(
    config.norm.kind === "rms" ? "SkipSimplifiedLayerNormalization" : "SkipLayerNormalization",
    [residual, graph.scaled(output, config.multipliers.residual), ...weights],
    {
      domain: "com.microsoft",
      floats: { epsilon: config.norm.epsilon },
      outputs: [stream.normalised, "", "", stream.residual],
    },
  );
  return stream;
}
