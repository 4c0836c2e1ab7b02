import { checkFinite } from "../checkpoint/checkFinite";
import type { Checkpoint } from "../checkpoint/checkpoint";
import { ggmlFormats } from "../ggml/ggmlFormats";
import { ggufArchitecture } from "./ggufArchitecture";
import { ggufConfig } from "./ggufConfig";
import { corruptGguf } from "./ggufErrors";
import { openGgufParts } from "./ggufParts";
import { GgufTensors } from "./ggufTensors";
import type { GgufTensorEntry } from "./ggufTensorTable";
import { ggufTokenizer } from "./tokenizer/ggufTokenizer";

/**
 * Opens a model in GGUF form: one file, or the first of several.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function openGgufCheckpoint(file: string): Promise<Checkpoint> {
  const parts = await openGgufParts(file);
  const { metadata, tensors: table } = parts;
  try {
    const config = ggufConfig(metadata, table, await ropeFactors(table, file));
    const { hasPairedRows } = ggufArchitecture(metadata);
    return {
      path: file,
      tokenizerPath: file,
      config,
      tensors: new GgufTensors(file, table, hasPairedRows ? config.headDim : undefined),
      tokenizer: ggufTokenizer(metadata),
      close: () => parts.close(),
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

/** Llama 3's rule for positions, as the factors that it comes to. */
async function ropeFactors(
  table: ReadonlyMap<string, GgufTensorEntry>,
  path: string,
): Promise<Float32Array | undefined> {
  const name = "rope_freqs.weight";
  const entry = table.get(name);
  if (entry === undefined) return undefined;
  const { file, begin, rowBytes, type, shape } = entry;
  const [numFactors = 0] = shape;
  if (shape.length !== 1 || type !== "F32") {
    throw corruptGguf(path, `holds "${name}" as something else than a row of F32`);
  }
  const factors = new Float32Array(numFactors);
  ggmlFormats[type].dequantise(await file.read(begin, rowBytes), factors);
  checkFinite(factors, path, name);
  if (!factors.every((factor) => factor > 0)) {
    throw corruptGguf(path, `holds a factor in "${name}" that is not above 0`);
  }
  return factors;
}
