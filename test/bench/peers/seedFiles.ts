import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { ggmlFormats } from "../../../src/runtime/ggml/ggmlFormats";
import { locateModel } from "../../../src/store/locateModel";
import { genaiGraph } from "../../support/exports/genaiGraph";
import { writeExport } from "../../support/exports/writeExport";
import { writeGguf, type GgufTensor } from "../../support/ggufBytes";
import { modelsFolder } from "../../support/modelsFolder";
import { seedGguf } from "../../support/seedGguf";
import { quantiseQ8 } from "./quantiseQ8";

/**
 * Writes the embedded model as a GGUF file with its matrices in a type; vectors are floats, as llama.cpp wants them.
 *
 * @returns the path
 */
export async function writeSeedGguf(folder: string, type: "F32" | "Q8_0"): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `foretype-seed-${type}.gguf`);
  const { metadata, tensors } = seedGguf();
  await writeGguf(file, { metadata, tensors: tensors.map((tensor) => inType(tensor, type)) });
  return file;
}

function inType(tensor: GgufTensor, type: "F32" | "Q8_0"): GgufTensor {
  const { bytes, shape } = tensor;
  if (bytes === undefined) return tensor;
  const values = new Float32Array(bytes.length / 2);
  ggmlFormats.F16.dequantise(bytes, values);
  return type === "Q8_0" && shape.length > 1
    ? { ...tensor, type: "Q8_0", bytes: quantiseQ8(values) }
    : { ...tensor, type: "F32", bytes: new Uint8Array(values.buffer) };
}

/**
 * Writes the embedded model as transformers.js expects one: a graph with fused attention and 32-bit floats in `onnx`, the configuration
 * and the tokenizer beside that folder.
 *
 * @returns the folder
 */
export async function writeSeedExport(parent: string): Promise<string> {
  const folder = path.join(parent, "foretype-seed-onnx");
  const source = await locateModel(modelsFolder, "foretype-seed");
  await writeExport(path.join(folder, "onnx"), source, (weights) => genaiGraph(weights));
  for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json"]) {
    await copyFile(path.join(modelsFolder, "foretype-seed", name), path.join(folder, name));
  }
  return folder;
}
