import { ConfigFields } from "../architecture/configFields";

/** What is used of the configuration beside a graph: what the graph may leave open, or cannot know. */
export interface ExportConfig {
  /** As the configuration names it. */
  readonly architecture: string;
  /** Positions that the model was made for. */
  readonly maxPositions: number;
  readonly vocabSize: number | undefined;
  readonly numKvHeads: number | undefined;
  readonly headDim: number | undefined;
}

/**
 * Reads `genai_config.json` of onnxruntime-genai, or `config.json` in Hugging Face's form, which optimum writes.
 *
 * @param file named in errors
 * @throws model/bad-config naming the file and the field
 */
export function parseExportConfig(text: string, file: string): ExportConfig {
  const fields = ConfigFields.parse(text, file);
  const model = fields.nested("model");
  const decoder = model?.nested("decoder");
  return model !== undefined && decoder !== undefined
    ? readGenai(model, decoder)
    : readHuggingFace(fields);
}

function readGenai(model: ConfigFields, decoder: ConfigFields): ExportConfig {
  return {
    architecture: model.text("type") ?? "unknown",
    maxPositions: model.size("context_length"),
    vocabSize: sizeIn(model, "vocab_size"),
    numKvHeads: sizeIn(decoder, "num_key_value_heads"),
    headDim: sizeIn(decoder, "head_size"),
  };
}

/** The first names are those of today; the others are those of GPT-2 and its kin. */
function readHuggingFace(fields: ConfigFields): ExportConfig {
  const first = (...names: readonly string[]): number | undefined => {
    const name = names.find((candidate) => fields.has(candidate));
    return name === undefined ? undefined : fields.size(name);
  };
  const numHeads = first("num_attention_heads", "n_head");
  const hiddenSize = first("hidden_size", "n_embd");
  const [named] = fields.texts("architectures") ?? [];
  return {
    architecture: named ?? fields.text("model_type") ?? "unknown",
    maxPositions: first("n_positions", "n_ctx") ?? fields.size("max_position_embeddings"),
    vocabSize: first("vocab_size"),
    numKvHeads: first("num_key_value_heads") ?? numHeads,
    headDim:
      first("head_dim") ??
      (numHeads === undefined || hiddenSize === undefined ? undefined : hiddenSize / numHeads),
  };
}

function sizeIn(fields: ConfigFields, name: string): number | undefined {
  return fields.has(name) ? fields.size(name) : undefined;
}
