import { ForetypeError } from "../core/errors";
import type { ExecutionProvider } from "../core/model/executionProvider";
import { findFimFormat } from "../core/model/findFimFormat";
import type { FimFormat } from "../core/model/fimFormat";
import type { LanguageModel } from "../core/model/languageModel";
import type { ModelSource, Precision } from "../core/model/modelSource";
import { neverCancelled, type Cancellation, type Logger } from "../core/ports";
import type { Vocabulary } from "../core/tokens/vocabulary";
import type { DecoderConfig } from "./architecture/decoderConfig";
import type { BuildProgress } from "./built/buildFolder";
import { BuiltModels } from "./built/builtModels";
import { checkTensors } from "./checkpoint/checkTensors";
import { openCheckpoint } from "./checkpoint/openCheckpoint";
import { planDecoderGraph } from "./graph/decoderGraph";
import { graphIdentity } from "./graphIdentity";
import { OnnxLanguageModel } from "./model/onnxLanguageModel";
import { minPast } from "./model/stepInputs";
import { positionsOf } from "./positionsOf";
import { chooseThreads } from "./session/chooseThreads";
import { createSession } from "./session/createSession";
import { loadOnnxRuntime } from "./session/loadOnnxRuntime";
import { createVocabulary } from "./tokenizer/createVocabulary";

export interface OpenModelOptions {
  /** Where built graphs are kept. */
  readonly cacheFolder: string;
  readonly precision: Precision;
  /** Threads of the forward pass; 0 lets the machine decide. */
  readonly threads: number;
  /** Where it is computed; the CPU if left out. */
  readonly provider?: ExecutionProvider;
  readonly logger: Logger;
  /** Told how far the conversion is; never if the model was converted before. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Obeyed between two pieces of a conversion. */
  readonly cancellation?: Cancellation;
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
 * Opens a model: reads its configuration, vocabulary and weights, refuses what does not fit together, and converts it into
 * a graph or takes the one that was built before.
 *
 * @throws model/bad-config, model/bad-tokenizer, model/bad-shape, model/unsupported, model/corrupt or model/missing naming the
 * file
 * @throws user/cancelled, user/disk-full
 * @throws user/unsupported-platform where onnxruntime cannot be loaded
 */
export async function openModel(
  source: ModelSource,
  options: OpenModelOptions,
): Promise<OpenedModel> {
  const { precision, logger } = options;
  const threads = chooseThreads(options.threads);
  const runtime = await loadOnnxRuntime();
  const checkpoint = await openCheckpoint(source.files);
  try {
    const { config, tensors, tokenizer, tokenizerPath } = checkpoint;
    const numParameters = checkTensors(tensors, config);
    const vocabulary = createVocabulary(tokenizer, config.vocabSize, tokenizerPath);
    const format = source.format ?? findFimFormat(vocabulary, tokenizer.hints);
    checkMarks(format, vocabulary, tokenizerPath);
    const maxLength = positionsOf(source, config);
    const graph = await new BuiltModels(options.cacheFolder, logger).get(
      graphIdentity(source, config, precision),
      () => planDecoderGraph(tensors, config, maxLength + minPast, precision),
      {
        onProgress: options.onProgress ?? ignore,
        cancellation: options.cancellation ?? neverCancelled,
      },
    );
    const session = await createSession(runtime, graph, threads, options.provider);
    return {
      model: new OnnxLanguageModel(runtime, session, sizesOf(config, maxLength)),
      vocabulary,
      format,
      precision,
      threads,
      numParameters,
      close: () => session.release(),
    };
  } finally {
    await checkpoint.close();
  }
}

function ignore(): void {
  // Nobody wants to know.
}

function checkMarks(format: FimFormat, vocabulary: Vocabulary, file: string): void {
  const { begin, end, tokens } = format;
  const names = [...(begin === undefined ? [] : [begin]), ...end, ...Object.values(tokens ?? {})];
  for (const name of names) {
    if (vocabulary.specialToken(name) === undefined) {
      throw new ForetypeError(
        "model/bad-tokenizer",
        `${file} has no token ${name}, which manifest.json names. Use the model's own tokenizer.`,
      );
    }
  }
}

function sizesOf(
  config: DecoderConfig,
  maxLength: number,
): ConstructorParameters<typeof OnnxLanguageModel>[2] {
  const { numLayers, numKvHeads, headDim, vocabSize, slidingWindow } = config;
  return { numLayers, numKvHeads, headDim, vocabSize, maxLength, slidingWindow };
}
