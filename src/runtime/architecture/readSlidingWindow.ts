import type { ConfigFields } from "./configFields";
import type { Architecture } from "./decoderConfig";

/** What a writer leaves out: Mistral's and Qwen's own default. */
const defaultWindow = 4096;

/** Layers from this one on look through the window, where a Qwen has one and does not say it. */
const defaultFirstLayer = 28;

/**
 * How many positions a token sees, itself among them; `undefined` if it sees all. One rule for all layers.
 *
 * @throws model/unsupported if some layers have a window and others have none
 */
export function readSlidingWindow(
  fields: ConfigFields,
  architecture: Architecture,
  sizes: { readonly numLayers: number; readonly maxPositions: number },
): number | undefined {
  const window = windowOf(fields, architecture);
  const isWindowed = windowedLayers(fields, architecture, window, sizes.numLayers);
  if (window === undefined || !isWindowed || window >= sizes.maxPositions) return undefined;
  return window;
}

function windowOf(fields: ConfigFields, architecture: Architecture): number | undefined {
  switch (architecture) {
    case "MistralForCausalLM":
      return sizeOf(fields, defaultWindow);
    case "Starcoder2ForCausalLM":
      return sizeOf(fields, undefined);
    case "Qwen2ForCausalLM":
    case "Qwen3ForCausalLM":
      return fields.flag("use_sliding_window", false) ? sizeOf(fields, defaultWindow) : undefined;
    case "LlamaForCausalLM":
    case "GraniteForCausalLM":
    case "GemmaForCausalLM":
      fields.refuseUnless("use_sliding_window", [null, false]);
      if (fields.raw("use_sliding_window") !== false) fields.refuseUnless("sliding_window", [null]);
      return undefined;
    default:
      return architecture satisfies never;
  }
}

/** A `null` is no window; a field that is left out is the family's default. */
function sizeOf(fields: ConfigFields, fallback: number | undefined): number | undefined {
  const value = fields.raw("sliding_window");
  if (value === null || (value === undefined && fallback === undefined)) return undefined;
  return fields.size("sliding_window", fallback === undefined ? {} : { fallback });
}

/** Whether the window is every layer's (true) or none's (false). */
function windowedLayers(
  fields: ConfigFields,
  architecture: Architecture,
  window: number | undefined,
  numLayers: number,
): boolean {
  const hasQwenLayers = architecture === "Qwen2ForCausalLM" || architecture === "Qwen3ForCausalLM";
  const kinds = new Set(fields.texts("layer_types"));
  for (const kind of kinds) {
    if (kind !== "full_attention" && kind !== "sliding_attention") {
      throw fields.unsupported("layer_types", `names "${kind}", which Foretype cannot run`);
    }
  }
  if (kinds.size === 0) {
    if (!hasQwenLayers || window === undefined) return window !== undefined;
    const first = fields.raw("max_window_layers") ?? defaultFirstLayer;
    if (first === 0) return true;
    if (fields.size("max_window_layers", { fallback: defaultFirstLayer }) >= numLayers)
      return false;
    throw fields.unsupported(
      "max_window_layers",
      `is ${JSON.stringify(first)}: some layers see all positions and others a window, which Foretype cannot run`,
    );
  }
  const isSliding = kinds.has("sliding_attention");
  const isMixed =
    kinds.size > 1 || (isSliding ? window === undefined : window !== undefined && !hasQwenLayers);
  if (isMixed) {
    throw fields.unsupported(
      "layer_types",
      "mixes layers that see all positions with others that see a window, which Foretype cannot run",
    );
  }
  return isSliding;
}
