import { quoted } from "../../core/quoted";
import type { GgufArchitecture } from "./ggufArchitecture";
import { unsupportedGguf } from "./ggufErrors";
import type { GgufMetadata } from "./ggufMetadata";

/** What is read, or changes nothing. */
const harmless: ReadonlySet<string> = new Set([
  "vocab_size",
  "context_length",
  "embedding_length",
  "block_count",
  "feed_forward_length",
  // How a file came about; the tensors themselves are in one layout only.
  "tensor_data_layout",
  "attention.head_count",
  "attention.head_count_kv",
  "attention.key_length",
  "attention.value_length",
  "attention.layer_norm_epsilon",
  "attention.layer_norm_rms_epsilon",
  "attention.sliding_window",
  "rope.dimension_count",
  "rope.freq_base",
  "rope.scale_linear",
  "rope.scaling.type",
  "rope.scaling.factor",
  "rope.scaling.original_context_length",
  "rope.scaling.attn_factor",
  "rope.scaling.finetuned",
  "rope.scaling.yarn_beta_fast",
  "rope.scaling.yarn_beta_slow",
]);

const multipliers: ReadonlySet<string> = new Set([
  "attention.scale",
  "embedding_scale",
  "residual_scale",
  "logit_scale",
]);

/** What asks for nothing, by the values with which it does so. A value of 0, or "no", never does. */
const neutral: Readonly<Partial<Record<string, unknown>>> = {
  "attention.causal": true,
  "rope.scaling.yarn_ext_factor": 1,
  "rope.scaling.yarn_attn_factor": 1,
};

/**
 * Refuses what may change what the model computes and is not known here: experts, caps of the attention, windows of some layers
 * only, and whatever will be thought of next.
 *
 * @throws model/unsupported naming the key
 */
export function refuseUnknownMetadata(metadata: GgufMetadata, family: GgufArchitecture): void {
  const prefix = `${family.name}.`;
  for (const [key, value] of metadata.entries()) {
    if (!key.startsWith(prefix)) continue;
    const field = key.slice(prefix.length);
    if (harmless.has(field) || (family.hasMultipliers && multipliers.has(field))) continue;
    if (Object.hasOwn(neutral, field) && value === neutral[field]) continue;
    if (!Object.hasOwn(neutral, field) && (value === false || Number(value) === 0)) continue;
    throw unsupportedGguf(
      metadata.path,
      `asks by its metadata ${quoted(key)} for what Foretype cannot run`,
    );
  }
}
