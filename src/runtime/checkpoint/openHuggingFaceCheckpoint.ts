import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ModelFiles } from "../../core/model/modelSource";
import { parseHuggingFaceConfig } from "../architecture/huggingFaceConfig";
import { parseTokenizerFile } from "../tokenizer/tokenizerFile";
import type { Checkpoint } from "./checkpoint";
import { readText } from "./readText";
import { renamedTensors } from "./renamedTensors";
import { SafetensorsFile } from "./safetensorsFile";
import { TensorFiles } from "./tensorFiles";

/**
 * Opens a folder in Hugging Face's form: `config.json`, `tokenizer.json`, one or many `.safetensors`.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function openHuggingFaceCheckpoint(
  files: Extract<ModelFiles, { readonly kind: "hugging-face" }>,
): Promise<Checkpoint> {
  const folder = path.dirname(files.config);
  const configText = await readText(files.config);
  const config = parseHuggingFaceConfig(configText, files.config);
  const tokenizer = parseTokenizerFile(await readText(files.tokenizer), files.tokenizer, {
    config: configText,
    tokenizerConfig: await readIfThere(path.join(folder, "tokenizer_config.json")),
    generationConfig: await readIfThere(path.join(folder, "generation_config.json")),
  });
  const opened: SafetensorsFile[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((file) => file.close()));
  };
  try {
    for (const file of files.weights) opened.push(await SafetensorsFile.open(file));
    const [only] = opened;
    const tensors =
      opened.length === 1 && only !== undefined ? only : new TensorFiles(folder, opened);
    return {
      path: folder,
      tokenizerPath: files.tokenizer,
      config,
      tokenizer,
      tensors: renamedTensors(tensors, config.architecture),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // Many checkpoints do without.
    return undefined;
  }
}
