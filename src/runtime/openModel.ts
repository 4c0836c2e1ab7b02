import { ForetypeError } from "../core/errors";
import type { ExecutionProvider } from "../core/model/executionProvider";
import { findFimFormat } from "../core/model/findFimFormat";
import type { FimFormat } from "../core/model/fimFormat";
import type { LanguageModel } from "../core/model/languageModel";
import type { Attention } from "../core/model/modelDescription";
import type { ModelSource, Precision } from "../core/model/modelSource";
import type { Vocabulary } from "../core/tokens/vocabulary";
import { startExport } from "./exports/startExport";
import { ChainLanguageModel } from "./model/chainLanguageModel";
import { OnnxLanguageModel } from "./model/onnxLanguageModel";
import { buildGraph, type BuildGraphOptions } from "./prepared/buildGraph";
import { prepareModel } from "./prepared/prepareModel";
import type { PrepareOptions } from "./prepared/prepareOptions";
import { chooseThreads } from "./session/chooseThreads";
import { createSession } from "./session/createSession";
import { loadOnnxRuntime } from "./session/loadOnnxRuntime";
import { startModel, type RunningModel } from "./session/startModel";
import { createVocabulary } from "./tokenizer/createVocabulary";

export interface OpenModelOptions extends PrepareOptions, BuildGraphOptions {
  /** Threads of the forward pass; 0 lets the machine decide. */
  readonly threads: number;
  /** Where it is computed, if that is worth it; the CPU if left out. */
  readonly provider?: ExecutionProvider;
}

/** A model that is ready to run. */
export interface OpenedModel {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly format: FimFormat;
  readonly precision: Precision;
  /** As chosen, never 0. */
  readonly threads: number;
  /** Where it is computed. */
  readonly provider: ExecutionProvider;
  readonly attention: Attention;
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
  const { logger } = options;
  const threads = chooseThreads(options.threads);
  const runtime = await loadOnnxRuntime();
  const prepared = await prepareModel(source, options);
  try {
    const { tokenizer, tokenizerPath, sizes, attention, precision, numParameters } = prepared;
    const vocabulary = createVocabulary(tokenizer, sizes.vocabSize, tokenizerPath);
    const format = source.format ?? findFimFormat(vocabulary, tokenizer.hints);
    checkMarks(format, vocabulary, tokenizerPath);
    const graph = await buildGraph(prepared, options);
    const start = async (provider: ExecutionProvider): Promise<RunningModel> => {
      const session = await createSession(runtime, graph, threads, provider);
      const Model = attention === "trees" ? OnnxLanguageModel : ChainLanguageModel;
      return { model: new Model(runtime, session, sizes), close: () => session.release() };
    };
    const { files } = source;
    const running = await startModel({
      wanted: options.provider ?? "cpu",
      available: runtime.listSupportedBackends().map(({ name }) => name),
      start: (provider) =>
        files.kind === "onnx" ? startExport(files.graph, () => start(provider)) : start(provider),
      clock: performance,
      logger,
    });
    return { ...running, vocabulary, format, precision, threads, attention, numParameters };
  } finally {
    await prepared.close();
  }
}

function checkMarks(format: FimFormat, vocabulary: Vocabulary, file: string): void {
  const { begin, end, tokens } = format;
  const names = [
    ...(begin === undefined ? [] : [begin]),
    ...end,
    ...Object.values<string>({ ...tokens }),
  ];
  for (const name of names) {
    if (vocabulary.specialToken(name) === undefined) {
      throw new ForetypeError(
        "model/bad-tokenizer",
        `${file} has no token ${name}, which manifest.json names. Use the model's own tokenizer.`,
      );
    }
  }
}
