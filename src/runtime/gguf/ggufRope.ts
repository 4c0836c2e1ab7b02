import { quoted } from "../../core/quoted";
import type { DecoderConfig, RopeScaling } from "../architecture/decoderConfig";
import type { GgufArchitecture } from "./ggufArchitecture";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import type { GgufMetadata } from "./ggufMetadata";

export interface RopeSizes {
  readonly headDim: number;
  readonly maxPositions: number;
  /** [headDim / 2], of the tensor `rope_freqs.weight`: by what each pair's wavelength is multiplied. */
  readonly factors: Float32Array | undefined;
}

/**
 * The rotary positions that a file asks for.
 *
 * @throws model/unsupported for a rule that Foretype cannot compute, model/bad-config for a wrong value
 */
export function ggufRope(
  metadata: GgufMetadata,
  { name }: GgufArchitecture,
  sizes: RopeSizes,
): DecoderConfig["rope"] {
  const { headDim } = sizes;
  const dimensions = metadata.size(`${name}.rope.dimension_count`, { fallback: headDim });
  if (dimensions !== headDim) {
    throw unsupportedGguf(
      metadata.path,
      `turns ${String(dimensions)} of the ${String(headDim)} numbers of a head, and Foretype turns all`,
    );
  }
  // One that asks for untrained positions to be turned by nothing at all; only Granite's files can.
  if (name === "granite" && !metadata.flag(`${name}.rope.scaling.finetuned`, true)) {
    throw unsupportedGguf(metadata.path, "has no rotary positions, and Foretype needs them");
  }
  const theta = metadata.positive(`${name}.rope.freq_base`, 10_000);
  return { theta, scaling: readScaling(metadata, name, sizes) };
}

function readScaling(metadata: GgufMetadata, name: string, sizes: RopeSizes): RopeScaling {
  const key = `${name}.rope.scaling`;
  // A factor without a kind is linear, as in the first files.
  const kind = metadata.optionalString(`${key}.type`) ?? "linear";
  if (kind !== "none" && kind !== "linear" && kind !== "yarn") {
    throw unsupportedGguf(
      metadata.path,
      `scales its positions by the rule ${quoted(kind)}, which Foretype cannot compute`,
    );
  }
  const factor = kind === "none" ? 1 : readFactor(metadata, name);
  const { factors } = sizes;
  if (factors !== undefined && factors.length !== sizes.headDim / 2) {
    throw corruptGguf(
      metadata.path,
      `holds ${String(factors.length)} factors of positions for heads of ${String(sizes.headDim)}`,
    );
  }
  if (kind === "yarn") {
    if (factors !== undefined) {
      throw unsupportedGguf(
        metadata.path,
        "scales its positions both by yarn and by factors of its own, which Foretype cannot compute",
      );
    }
    return {
      kind,
      factor,
      betaFast: metadata.positive(`${key}.yarn_beta_fast`, 32),
      betaSlow: metadata.positive(`${key}.yarn_beta_slow`, 1),
      originalPositions: metadata.size(`${key}.original_context_length`, {
        fallback: sizes.maxPositions,
      }),
      attentionFactor:
        metadata.positive(`${key}.attn_factor`, 1) *
        // Section 3.4 of arXiv:2309.00071.
        (factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1),
    };
  }
  if (factors !== undefined) {
    return { kind: "factors", factors: factors.map((each) => each * factor) };
  }
  return factor === 1 ? { kind: "none" } : { kind: "linear", factor };
}

/** By what positions are divided. A 0 is a factor that is left out. */
function readFactor(metadata: GgufMetadata, name: string): number {
  const key = [`${name}.rope.scaling.factor`, `${name}.rope.scale_linear`].find((each) =>
    metadata.has(each),
  );
  if (key === undefined || metadata.number(key) === 0) return 1;
  return metadata.positive(key, 1);
}
