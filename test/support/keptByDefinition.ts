import { at } from "../../src/core/at";
import type { SamplingRules } from "../../src/core/sample/samplingRules";
import { softmax } from "./tableModel";

/**
 * The tokens that truncation rules keep, likeliest first, computed from the whole distribution as the rules are written.
 *
 * @param scores [V] logits after penalty and temperature
 */
export function keptByDefinition(
  scores: readonly number[],
  rules: SamplingRules,
): readonly number[] {
  const p = softmax(Float64Array.from(scores));
  const order = Array.from(p.keys()).sort((a, b) => at(scores, b) - at(scores, a) || a - b);
  const ranked = order.map((token) => at(p, token)).filter((probability) => probability > 0);
  const lengths = [ranked.length];
  if (rules.topK > 0) lengths.push(rules.topK);
  if (rules.topP < 1) {
    lengths.push(lengthWhile(ranked, (before) => sum(before.slice(0, -1)) < rules.topP));
  }
  if (rules.minP > 0) {
    lengths.push(
      lengthWhile(ranked, (kept) => at(kept, kept.length - 1) >= rules.minP * at(ranked, 0)),
    );
  }
  if (rules.topH > 0 && rules.topH < 1) {
    const limits = {
      published: rules.topH * entropy(ranked),
      released: rules.topH * partialEntropy(ranked.slice(0, 100)),
    };
    const limit = limits[rules.topHRule];
    lengths.push(
      lengthWhile(ranked, (kept) => {
        if (kept.length === 1) return true;
        if (rules.topHRule === "published") return entropy(normalised(kept)) <= limit;
        return kept.length <= 100 && partialEntropy(kept) <= limit;
      }),
    );
  }
  return order.slice(0, Math.min(...lengths));
}

/** Entropy in nats of probabilities that sum to 1. */
export function entropy(p: readonly number[]): number {
  return partialEntropy(p);
}

/** Probabilities scaled to sum to 1. */
export function normalised(p: readonly number[]): readonly number[] {
  const total = sum(p);
  return p.map((probability) => probability / total);
}

function partialEntropy(p: readonly number[]): number {
  return p.reduce((total, probability) => total - probability * Math.log(probability), 0);
}

/** Length of the longest prefix such that it and all shorter ones belong. */
function lengthWhile(
  ranked: readonly number[],
  belongs: (prefix: readonly number[]) => boolean,
): number {
  let length = 1;
  while (length < ranked.length && belongs(ranked.slice(0, length + 1))) length++;
  return length;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
