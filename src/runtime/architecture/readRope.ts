import type { ConfigFields } from "./configFields";
import type { DecoderConfig, RopeScaling } from "./decoderConfig";

type Rope = DecoderConfig["rope"];

/** Where a configuration may say how positions are scaled: as older and as newer writers do. */
const places = ["rope_scaling", "rope_parameters"] as const;

/**
 * The rotary positions that a `config.json` asks for. `rope_scaling` (with `type` or `rope_type`) and `rope_parameters`
 * are read; a file that has both must mean the same by them.
 *
 * @param maxPositions stands for the length of the first training where the file does not say it
 * @throws model/unsupported for a rule that Foretype cannot compute, model/bad-config for a wrong value
 */
export function readRope(fields: ConfigFields, maxPositions: number): Rope {
  const theta = fields.positive("rope_theta", 10_000);
  const ropes = places.flatMap((place): Rope[] => {
    const nested = fields.nested(place);
    if (nested === undefined) return [];
    const scaling = readScaling(nested, fields, maxPositions);
    return [{ theta: nested.positive("rope_theta", theta), scaling }];
  });
  const [rope = { theta, scaling: { kind: "none" } }, other] = ropes;
  if (other !== undefined && JSON.stringify(other) !== JSON.stringify(rope)) {
    throw fields.bad(places[1], `does not say the same as "${places[0]}"`);
  }
  return rope;
}

function readScaling(rope: ConfigFields, config: ConfigFields, maxPositions: number): RopeScaling {
  for (const name of rope.names()) {
    if (typeof rope.raw(name) === "object" && rope.has(name)) {
      throw rope.unsupported(
        name,
        "is a rule of its own for some layers, which Foretype cannot run",
      );
    }
  }
  rope.refuseUnless("partial_rotary_factor", [null, 1]);
  const kind = rope.text("rope_type") ?? rope.text("type") ?? "default";
  const originalPositions = (): number =>
    config.size("original_max_position_embeddings", {
      fallback: rope.size("original_max_position_embeddings", { fallback: maxPositions }),
    });
  switch (kind) {
    case "default":
      return { kind: "none" };
    case "linear":
      return { kind, factor: rope.positive("factor") };
    case "llama3": {
      const lowFrequencyFactor = rope.positive("low_freq_factor");
      const highFrequencyFactor = rope.positive("high_freq_factor");
      if (highFrequencyFactor <= lowFrequencyFactor) {
        throw rope.bad("high_freq_factor", 'must be above "low_freq_factor"');
      }
      return {
        kind,
        factor: rope.positive("factor"),
        lowFrequencyFactor,
        highFrequencyFactor,
        originalPositions: originalPositions(),
      };
    }
    case "yarn":
      return readYarn(rope, originalPositions(), maxPositions);
    default: {
      const field = rope.has("rope_type") ? "rope_type" : "type";
      throw rope.unsupported(field, `is "${kind}", which Foretype cannot run`);
    }
  }
}

function readYarn(
  rope: ConfigFields,
  originalPositions: number,
  maxPositions: number,
): RopeScaling {
  // The rule is the paper's: the bounds of the ramp are whole numbers.
  rope.refuseUnless("truncate", [null, true]);
  const factor = rope.positive("factor", maxPositions / originalPositions);
  return {
    kind: "yarn",
    factor,
    betaFast: rope.positive("beta_fast", 32),
    betaSlow: rope.positive("beta_slow", 1),
    originalPositions,
    attentionFactor: rope.positive("attention_factor", yarnAttention(rope, factor)),
  };
}

/**
 * By how much attention is sharpened where the file does not say it: section 3.4 of arXiv:2309.00071, or, with two scales
 * (DeepSeek-V2, arXiv:2405.04434), the quotient of theirs. A scale of 0 is one that is left out.
 */
function yarnAttention(rope: ConfigFields, factor: number): number {
  const sharpness = (scale: number): number =>
    factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  const scaleOf = (field: string): number =>
    rope.raw(field) === 0 || !rope.has(field) ? 0 : rope.positive(field);
  const [scale, scaleAllDims] = [scaleOf("mscale"), scaleOf("mscale_all_dim")];
  if (scale === 0 || scaleAllDims === 0) return sharpness(1);
  return sharpness(scale) / sharpness(scaleAllDims);
}
