import { at } from "../../core/at";
import type { DecoderConfig, RopeScaling } from "../architecture/decoderConfig";

/**
 * Cosines and sines of the angles by which a position turns each pair of a head's values.
 *
 * @returns `cos` and `sin`, both [numPositions, headDim / 2]
 * Source: Su et al. 2021, arXiv:2104.09864, equation 15, with the pairs (i, i + D/2) that Llama uses.
 */
export function rotaryCaches(
  numPositions: number,
  headDim: number,
  rope: DecoderConfig["rope"],
): { readonly cos: Float32Array<ArrayBuffer>; readonly sin: Float32Array<ArrayBuffer> } {
  const frequencies = rotaryFrequencies(headDim, rope);
  const factor = rope.scaling.kind === "yarn" ? rope.scaling.attentionFactor : 1;
  const half = frequencies.length;
  const cos = new Float32Array(numPositions * half);
  const sin = new Float32Array(numPositions * half);
  for (let position = 0; position < numPositions; position++) {
    for (const [i, frequency] of frequencies.entries()) {
      const angle = position * frequency;
      cos[position * half + i] = factor * Math.cos(angle);
      sin[position * half + i] = factor * Math.sin(angle);
    }
  }
  return { cos, sin };
}

/** Radians by which each pair turns from one position to the next, [headDim / 2]. */
export function rotaryFrequencies(
  headDim: number,
  { theta, scaling }: DecoderConfig["rope"],
): Float64Array {
  const plain = Float64Array.from({ length: headDim / 2 }, (_, i) => theta ** ((-2 * i) / headDim));
  return plain.map((frequency, i) => scaled(frequency, i, { theta, scaling, headDim }));
}

function scaled(
  frequency: number,
  pair: number,
  {
    theta,
    scaling,
    headDim,
  }: { readonly theta: number; readonly scaling: RopeScaling; readonly headDim: number },
): number {
  switch (scaling.kind) {
    case "none":
      return frequency;
    case "linear":
      return frequency / scaling.factor;
    case "factors":
      return frequency / at(scaling.factors, pair);
    case "llama3": {
      const { factor, lowFrequencyFactor: low, highFrequencyFactor: high } = scaling;
      const turns = (scaling.originalPositions * frequency) / (2 * Math.PI);
      const share = clamp((turns - low) / (high - low));
      return mix(frequency / factor, frequency, share);
    }
    case "yarn": {
      const { factor, originalPositions } = scaling;
      /** The pair that turns `turns` times over the positions of the first training. */
      const pairOf = (turns: number): number =>
        (headDim * Math.log(originalPositions / (turns * 2 * Math.PI))) / (2 * Math.log(theta));
      const first = Math.max(Math.floor(pairOf(scaling.betaFast)), 0);
      const last = Math.min(Math.ceil(pairOf(scaling.betaSlow)), headDim - 1);
      // Where both fall together, the step has a width all the same.
      const width = Math.max(last - first, 0.001);
      const share = 1 - clamp((pair - first) / width);
      return mix(frequency / factor, frequency, share);
    }
    default:
      return scaling satisfies never;
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function mix(a: number, b: number, share: number): number {
  return a * (1 - share) + b * share;
}
