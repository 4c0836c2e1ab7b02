import type { DecoderConfig } from "../architecture/decoderConfig";
import type { LayerNames } from "../checkpoint/tensorNames";
import type { GraphBuilder } from "./graphBuilder";
import { addLinear, type BlockParts } from "./linear";

/**
 * Adds the feed-forward block: down(activation(gate(x)) * up(x)), or down(activation(up(x))) for models without a gate.
 *
 * @param input [1, S, hidden], normalised
 * @returns [1, S, hidden]
 * Source: Shazeer 2020, arXiv:2002.05202, SwiGLU and GEGLU.
 */
export function addFeedForward(
  parts: BlockParts,
  layer: number,
  input: string,
  names: LayerNames,
  config: DecoderConfig,
): string {
  const { graph } = parts;
  const name = `layer${String(layer)}.feed_forward`;
  const { hasFeedForwardBias: hasBias, activation } = config;
  const linear = (part: string, from: string, prefix: string): string =>
    addLinear(parts, `${name}.${part}`, from, [prefix], hasBias);
  const gated = (): string => {
    const gate = activate(graph, linear("gate", input, names.gate), activation);
    return graph.node("Mul", [gate, linear("up", input, names.up)]);
  };
  const wide = config.hasGate
    ? gated()
    : activate(graph, linear("up", input, names.up), activation);
  return linear("down", wide, names.down);
}

function activate(
  graph: GraphBuilder,
  input: string,
  activation: DecoderConfig["activation"],
): string {
  const domain = "com.microsoft";
  switch (activation) {
    case "silu":
      // QuickGelu at alpha 1 is x * sigmoid(x), in one operator.
      return graph.node("QuickGelu", [input], { domain, floats: { alpha: 1 } });
    case "gelu":
      return graph.node("Gelu", [input], { domain });
    case "gelu-tanh":
      return graph.node("FastGelu", [input], { domain });
    default:
      return activation satisfies never;
  }
}
