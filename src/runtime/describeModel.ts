import { findFimFormat } from "../core/model/findFimFormat";
import type { ModelDescription } from "../core/model/modelDescription";
import type { ModelSource } from "../core/model/modelSource";
import { BuiltModels } from "./built/builtModels";
import { memoryEstimate } from "./memoryEstimate";
import { prepareModel } from "./prepared/prepareModel";
import type { PrepareOptions } from "./prepared/prepareOptions";

/**
 * What a model is and what it will cost, from the headers of its files.
 *
 * @throws what `openModel` throws for files that cannot be used
 */
export async function describeModel(
  source: ModelSource,
  options: PrepareOptions & {
    /** Size of the model's own files. */
    readonly fileBytes: number;
  },
): Promise<ModelDescription> {
  const { cacheFolder, logger, fileBytes } = options;
  const prepared = await prepareModel(source, options);
  try {
    const { tokenizer, sizes, identity } = prepared;
    const { weightsBytes, stored, linked = [] } = prepared.plan();
    const linkedBytes = linked.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const marks = new Map(tokenizer.addedTokens.map(({ content, id }) => [content, id]));
    const vocabulary = { specialToken: (name: string) => marks.get(name) };
    const format = source.format ?? findFimFormat(vocabulary, tokenizer.hints);
    return {
      id: source.id,
      name: source.name,
      architecture: prepared.architecture,
      numParameters: prepared.numParameters,
      contextLength: sizes.maxLength,
      attention: prepared.attention,
      hasFim: format.tokens !== undefined,
      fileBytes,
      builtBytes: weightsBytes,
      isBuilt: await new BuiltModels(cacheFolder, logger).has(identity),
      memory: memoryEstimate(weightsBytes + linkedBytes, stored, sizes),
      exactShare: prepared.exactShare(),
    };
  } finally {
    await prepared.close();
  }
}
