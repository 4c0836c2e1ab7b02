import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { onnx } from "onnx-proto";
import type { ModelSource } from "../../../src/core/model/modelSource";
import { openHuggingFaceCheckpoint } from "../../../src/runtime/checkpoint/openHuggingFaceCheckpoint";
import { ExportWeights } from "./exportWeights";
import type { OnnxGraph } from "./onnxGraph";

/** How an export is put on disk. */
export interface WriteOptions {
  /** Whether weights stand in a file beside the graph's. */
  readonly isExternal?: boolean;
  readonly graphName?: string;
  readonly config?: "genai" | "hugging-face";
  readonly opset?: number;
  /** Changes what is written. */
  readonly change?: (model: onnx.IModelProto) => void;
}

/** Writes the graph that `make` makes of a checkpoint into a folder, with what exporters put beside it. */
export async function writeExport(
  folder: string,
  source: ModelSource,
  make: (weights: ExportWeights) => Promise<OnnxGraph>,
  options: WriteOptions = {},
): Promise<ModelSource> {
  const { files } = source;
  if (files.kind !== "hugging-face")
    throw new Error("exports are made of Hugging Face checkpoints");
  await mkdir(folder, { recursive: true });
  const checkpoint = await openHuggingFaceCheckpoint(files);
  try {
    const { config } = checkpoint;
    const graph = await make(new ExportWeights(config, checkpoint.tensors));
    const model = graph.model(options.opset);
    const graphPath = path.join(folder, options.graphName ?? "model.onnx");
    if (options.isExternal === true) {
      await writeFile(`${graphPath}_data`, moveOut(model, `${path.basename(graphPath)}_data`));
    }
    options.change?.(model);
    await writeFile(graphPath, onnx.ModelProto.encode(model).finish());
    const tokenizer = path.join(folder, "tokenizer.json");
    await copyFile(files.tokenizer, tokenizer);
    const isGenai = options.config === "genai";
    const configPath = path.join(folder, isGenai ? "genai_config.json" : "config.json");
    const genai = {
      model: {
        type: "llama",
        context_length: config.maxPositions,
        vocab_size: config.vocabSize,
        decoder: {
          filename: path.basename(graphPath),
          head_size: config.headDim,
          num_key_value_heads: config.numKvHeads,
        },
      },
    };
    await writeFile(configPath, isGenai ? JSON.stringify(genai) : await readFile(files.config));
    return {
      ...source,
      id: folder,
      files: { kind: "onnx", graph: graphPath, config: configPath, tokenizer },
      sha256: `${source.sha256} ${path.basename(folder)}`,
    };
  } finally {
    await checkpoint.close();
  }
}

/** Moves weights of some size into the bytes of another file, as exporters do: at no place in particular. */
function moveOut(model: onnx.IModelProto, location: string): Uint8Array {
  const parts: Uint8Array[] = [new Uint8Array(3)];
  let offset = 3;
  for (const tensor of model.graph?.initializer ?? []) {
    const { rawData } = tensor;
    if (rawData === null || rawData === undefined || rawData.length < 64) continue;
    parts.push(rawData);
    tensor.rawData = null;
    tensor.dataLocation = onnx.TensorProto.DataLocation.EXTERNAL;
    tensor.externalData = [
      { key: "location", value: location },
      { key: "offset", value: String(offset) },
      { key: "length", value: String(rawData.length) },
    ];
    offset += rawData.length;
  }
  return Buffer.concat(parts);
}
