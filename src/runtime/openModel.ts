import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ForetypeError } from "../core/errors";
import type { FimFormat } from "../core/model/fimFormat";
import type { LanguageModel } from "../core/model/languageModel";
import type { ModelSource, Precision } from "../core/model/modelSource";
import type { Logger } from "../core/ports";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { builderVersion, buildLlamaGraph } from "./graph/llamaGraph";
import { GraphCache } from "./graphCache";
import { OnnxLanguageModel } from "./model/onnxLanguageModel";
import { minPast } from "./model/stepInputs";
import { parseModelConfig, type ModelConfig } from "./modelConfig";
import { chooseThreads } from "./session/chooseThreads";
import { createSession } from "./session/createSession";
import { loadOnnxRuntime } from "./session/loadOnnxRuntime";
import { createVocabulary } from "./tokenizer/createVocabulary";
import { checkTensors } from "./weights/llamaTensors";
import { SafetensorsFile } from "./weights/safetensorsFile";

export interface OpenModelOptions {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  readonly precision: Precision;
  /** Threads of the forward pass; 0 lets the machine decide. */
  readonly threads: number;
  readonly logger: Logger;
}

/** A model that is ready to run. */
export interface OpenedModel {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly format: FimFormat;
  readonly precision: Precision;
  /** As chosen, never 0. */
  readonly threads: number;
  readonly numParameters: number;
  /** Frees the session's memory. The model cannot be used afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a model: reads its configuration, vocabulary and weights, refuses what does not fit together, and builds its
 * graph or takes it from the cache.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/bad-shape, model/corrupt or model/missing naming the file
 * @throws user/unsupported-platform where onnxruntime cannot be loaded
 */
export async function openModel(
  source: ModelSource,
  options: OpenModelOptions,
): Promise<OpenedModel> {
  const { precision, logger } = options;
  const threads = chooseThreads(options.threads);
  const { files } = source;
  const config = parseModelConfig(await readText(files.config), files.config);
  const vocabulary = createVocabulary(
    await readText(files.tokenizer),
    config.vocabSize,
    files.tokenizer,
  );
  checkMarks(source.format, vocabulary, files.tokenizer);
  const maxLength = Math.min(source.contextLength, config.maxPositions);
  const runtime = await loadOnnxRuntime();
  const weights = await SafetensorsFile.open(files.weights);
  try {
    const numParameters = checkTensors(weights, config);
    const graph = await new GraphCache(options.cacheFolder, logger).get(
      { label: `${source.id}-${precision}`, key: graphKey(source, maxLength, precision) },
      () => buildLlamaGraph(weights, config, maxLength + minPast, precision),
    );
    const session = await createSession(runtime, graph, threads);
    return {
      model: new OnnxLanguageModel(runtime, session, sizesOf(config, maxLength)),
      vocabulary,
      format: source.format,
      precision,
      threads,
      numParameters,
      close: () => session.release(),
    };
  } finally {
    await weights.close();
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ForetypeError("model/missing", `${file} cannot be read. Install the model again.`, {
      cause,
    });
  }
}

function checkMarks(format: FimFormat, vocabulary: Vocabulary, file: string): void {
  const { prefix, suffix, middle, file: fileMark, end } = format.tokens;
  for (const name of [
    prefix,
    suffix,
    middle,
    ...(fileMark === undefined ? [] : [fileMark]),
    ...end,
  ]) {
    if (vocabulary.specialToken(name) === undefined) {
      throw new ForetypeError(
        "model/bad-tokenizer",
        `${file} has no token ${name}, which manifest.json names. Use the model's own tokenizer.`,
      );
    }
  }
}

function graphKey(source: ModelSource, maxLength: number, precision: Precision): string {
  const parts = [String(builderVersion), source.sha256, String(maxLength), precision];
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

function sizesOf(
  config: ModelConfig,
  maxLength: number,
): ConstructorParameters<typeof OnnxLanguageModel>[2] {
  const { numLayers, numKvHeads, headDim, vocabSize } = config;
  return { numLayers, numKvHeads, headDim, vocabSize, maxLength };
}
