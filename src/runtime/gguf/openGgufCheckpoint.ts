import type { Checkpoint } from "../checkpoint/checkpoint";
import { openGgufModel } from "./openGgufModel";
import { ggufTokenizer } from "./tokenizer/ggufTokenizer";

/**
 * Opens a model in GGUF form: one file, or the first of several.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function openGgufCheckpoint(file: string): Promise<Checkpoint> {
  const model = await openGgufModel(file);
  try {
    return {
      path: file,
      tokenizerPath: file,
      config: model.config,
      tensors: model.tensors,
      tokenizer: ggufTokenizer(model.metadata),
      close: () => model.close(),
    };
  } catch (error) {
    await model.close();
    throw error;
  }
}
