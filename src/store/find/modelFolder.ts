/** The files of a folder that is a model, by their names inside it. Nothing has been read. */
export interface ModelFolder {
  readonly kind: "hugging-face" | "onnx";
  /** Paths inside the folder, with `/`. */
  readonly files: readonly string[];
}

/**
 * What kind of model a folder is, by the names of its files.
 *
 * @param names of the files in the folder
 * @param onnxNames of those in its subfolder `onnx`, if it has one
 * @returns `undefined` if it is none
 */
export function modelFolderOf(
  names: readonly string[],
  onnxNames: readonly string[],
): ModelFolder | undefined {
  const has = new Set(names);
  if (!has.has("tokenizer.json")) return undefined;
  const shards = names.filter((name) => /^model.*\.safetensors$/.test(name));
  const isComplete = has.has("model.safetensors") || has.has("model.safetensors.index.json");
  if (has.has("config.json") && isComplete && shards.length > 0) {
    const weights = has.has("model.safetensors") ? ["model.safetensors"] : shards;
    return { kind: "hugging-face", files: ["config.json", "tokenizer.json", ...weights] };
  }
  const config = ["genai_config.json", "config.json"].find((name) => has.has(name));
  const graph = chooseGraph(names, onnxNames);
  if (config === undefined || graph === undefined) return undefined;
  const beside = graph.startsWith("onnx/") ? onnxNames.map((name) => `onnx/${name}`) : names;
  return {
    kind: "onnx",
    files: [config, "tokenizer.json", graph, ...beside.filter((name) => isDataOf(name, graph))],
  };
}

/**
 * The graph of an ONNX export: `model.onnx`, or else the first of the others, shortest name first: variants of a graph carry
 * more words (`model_quantized.onnx`, `model_fp16.onnx`). `decoder_model_merged.onnx` is what older exporters wrote of a model
 * with and without its cache. Another graph can be named by its path.
 */
function chooseGraph(names: readonly string[], onnxNames: readonly string[]): string | undefined {
  const graphs = [...names, ...onnxNames.map((name) => `onnx/${name}`)]
    .filter((name) => /(^|\/)(model|decoder_model_merged)[^/]*\.onnx$/.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return graphs.find((name) => name === "model.onnx") ?? graphs[0];
}

/** Whether a file holds weights of a graph: exporters write them to `GRAPH_data`, `GRAPH_data_1` and `GRAPH.data`. */
export function isDataOf(name: string, graph: string): boolean {
  return name.startsWith(`${graph}_data`) || name === `${graph}.data`;
}
