import type { Precision } from "../../core/model/modelSource";
import type { GraphBuilder } from "./graphBuilder";
import { addLinear, type LinearWeights } from "./linear";

export interface FeedForwardWeights {
  readonly gate: LinearWeights;
  readonly up: LinearWeights;
  readonly down: LinearWeights;
}

/**
 * Adds the gated feed-forward block: down(swish(gate(x)) * up(x)).
 *
 * @param input [1, S, hidden], normalised
 * @returns [1, S, hidden]
 * Source: Shazeer 2020, arXiv:2002.05202, SwiGLU.
 */
export function addFeedForward(
  graph: GraphBuilder,
  layer: number,
  input: string,
  weights: FeedForwardWeights,
  precision: Precision,
): string {
  const name = `layer${String(layer)}.feed_forward`;
  const gate = addLinear(graph, `${name}.gate`, input, weights.gate, precision);
  const up = addLinear(graph, `${name}.up`, input, weights.up, precision);
  // QuickGelu at alpha 1 is x * sigmoid(x), in one operator.
  const swish = graph.node("QuickGelu", [gate], { domain: "com.microsoft", floats: { alpha: 1 } });
  return addLinear(graph, `${name}.down`, graph.node("Mul", [swish, up]), weights.down, precision);
}
