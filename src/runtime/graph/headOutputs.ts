import type { GraphBuilder } from "./graphBuilder";
import { inputNames, outputNames, topK } from "./graphNames";
import type { HeldMatrix } from "./heldMatrix";
import { multiply } from "./multiply";

/**
 * Adds the output head for the wanted rows only, and what a sampler needs of each row.
 *
 * @param hidden [1, S, hidden], normalised
 * @param options `tokens` [K] are those that the head's rows belong to, all if left out
 */
export function addHead(
  graph: GraphBuilder,
  hidden: string,
  head: HeldMatrix,
  options: { readonly multiplier: number; readonly tokens?: Int32Array | undefined },
): void {
  const wanted = graph.node("Gather", [hidden, inputNames.logitRows], { ints: { axis: 1 } });
  const all = graph.scaled(multiply(graph, wanted, head), options.multiplier);
  addRowOutputs(graph, all, head.numOutputs, options.tokens);
}

/**
 * Adds what a sampler needs of each row, so that JavaScript never walks the vocabulary: the K largest logits, log-sum-exp and
 * entropy. `logits` is computed anyway and copied only on request.
 *
 * With m the largest logit, e = exp(logits - m) and z = sum(e): log-sum-exp = m + log z, and
 * entropy = log z - sum(e * (logits - m)) / z. No exponent is above 0, so nothing overflows.
 *
 * @param all float32 [1, R, V], the logits of the wanted rows
 * @param tokens [V] those that they belong to, where they are not all of the vocabulary
 */
export function addRowOutputs(
  graph: GraphBuilder,
  all: string,
  vocabSize: number,
  tokens?: Int32Array,
): void {
  const k = Math.min(topK, vocabSize);
  const rowShape = graph.constant(
    "row_shape",
    "int64",
    [2],
    BigInt64Array.of(-1n, BigInt(vocabSize)),
  );
  const logits = graph.node("Reshape", [all, rowShape], { outputs: [outputNames.logits] });
  graph.output(outputNames.logits, "float32", ["wanted", vocabSize]);

  const numTop = graph.constant("num_top", "int64", [1], BigInt64Array.of(BigInt(k)));
  graph.node("TopK", [logits, numTop], {
    ints: { axis: 1, largest: 1, sorted: 1 },
    outputs: [outputNames.topLogits, "top_ids_int64"],
  });
  if (tokens === undefined) {
    graph.cast("top_ids_int64", "int32", [outputNames.topIds]);
  } else {
    const ids = graph.constant("head.tokens", "int32", [tokens.length], Int32Array.from(tokens));
    graph.node("Gather", [ids, "top_ids_int64"], { outputs: [outputNames.topIds] });
  }
  graph.output(outputNames.topLogits, "float32", ["wanted", k]);
  graph.output(outputNames.topIds, "int32", ["wanted", k]);

  const axis = graph.constant("vocabulary_axis", "int64", [1], BigInt64Array.of(1n));
  const sum = (values: string): string =>
    graph.node("ReduceSum", [values, axis], { ints: { keepdims: 1 } });
  const first = graph.constant("first_column", "int64", [1], BigInt64Array.of(0n));
  const largest = graph.node("Gather", [outputNames.topLogits, first], { ints: { axis: 1 } });
  const shifted = graph.node("Sub", [logits, largest]);
  const weights = graph.node("Exp", [shifted]);
  const total = sum(weights);
  const logTotal = graph.node("Log", [total]);
  const mean = graph.node("Div", [sum(graph.node("Mul", [weights, shifted])), total]);
  const addOutput = (operator: string, a: string, b: string, name: string): void => {
    graph.node("Squeeze", [graph.node(operator, [a, b]), axis], { outputs: [name] });
    graph.output(name, "float32", ["wanted"]);
  };
  addOutput("Add", largest, logTotal, outputNames.logSumExp);
  addOutput("Sub", logTotal, mean, outputNames.entropy);
}
