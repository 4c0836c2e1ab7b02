import { setImmediate } from "node:timers/promises";
import { Completer } from "../core/complete/completer";
import type { ModelDescription } from "../core/model/modelDescription";
import type { LanguageModel } from "../core/model/languageModel";
import type { Clock, Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { checkDraft } from "../runtime/checkDraft";
import { convertModel } from "../runtime/convertModel";
import { openDraft } from "../runtime/openDraft";
import { openModel } from "../runtime/openModel";
import { loadOnnxRuntime } from "../runtime/session/loadOnnxRuntime";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { formatOf } from "../store/formatOf";
import { AttentiveModel } from "./attentiveModel";
import type { OpenEngine } from "./engineServer";
import { loadOn } from "./loadOn";
import { describeSources, sourcesOf, type Sources } from "./modelSources";
import type { PreparedEngine, PrepareEngine } from "./modelSlot";

interface EngineParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The path of a file that the constraint of syntax reads. */
  readonly locateGrammar: (file: string) => string;
}

/**
 * Finds a model and converts it.
 *
 * @throws what `resolveModel`, `describeModel`, `loadOnnxRuntime` and `convertModel` throw
 */
export async function prepareEngine(
  params: ModelParams,
  watch: Parameters<PrepareEngine>[1],
  parts: EngineParts,
): Promise<PreparedEngine> {
  const { cancellation, onProgress } = watch;
  const { logger } = parts;
  const sources = await sourcesOf(params, {
    cancellation,
    onProgress: (progress) => {
      onProgress({ stage: "checking", ...progress });
    },
  });
  const { source, draft } = sources;
  if (draft !== undefined) await checkDraft(draft, source);
  const description = await describeSources(sources, params, logger);
  // Where there is none, nothing need be converted.
  await loadOnnxRuntime();
  for (const each of draft === undefined ? [source] : [source, draft]) {
    await convertModel(each, {
      ...params,
      logger,
      cancellation,
      onProgress: (progress) => {
        onProgress({ stage: "converting", ...progress });
      },
    });
  }
  return { load: () => loadEngine(sources, description, params, parts) };
}

/** What `describe` answers. Throws what `resolveModel` and `describeModel` throw. */
export async function describeModelOf(
  params: ModelParams,
  logger: Logger,
): Promise<ModelDescription> {
  return describeSources(await sourcesOf(params, { isQuick: true }), params, logger);
}

/** Loads a model and its draft model, tries it out and puts the completer over both. */
async function loadEngine(
  sources: Sources,
  description: ModelDescription,
  params: ModelParams,
  { clock, logger, locateGrammar }: EngineParts,
): Promise<OpenEngine> {
  const { source } = sources;
  const { cacheFolder, precision, threads } = params;
  const options = { cacheFolder, precision, threads, logger };
  const { opened, provider, speed } = await loadOn(
    params.provider,
    (wanted) => openModel(source, { ...options, provider: wanted }),
    { clock, logger },
  );
  const drafting =
    sources.draft === undefined
      ? undefined
      : await openDraft(sources.draft, { ...options, provider, wrap: attentive }).catch(
          async (error: unknown) => {
            await opened.close();
            throw error;
          },
        );
  const { vocabulary } = opened;
  const format = await formatOf(source, opened.format, cacheFolder);
  const model = attentive(opened.model);
  const syntax = new TreeSitterSource({ locate: locateGrammar, logger });
  const completer = new Completer({
    ...{ model, vocabulary, format, clock, syntax },
    draft: drafting?.draft,
  });
  const { name, architecture, exactShare } = description;
  return {
    facts: {
      modelId: source.id,
      name,
      architecture,
      precision: opened.precision,
      threads: opened.threads,
      provider,
      numParameters: opened.numParameters,
      exactShare,
      memory: memoryOf(description),
      ...(description.draft !== undefined && { draft: description.draft.name }),
      hasFim: format.tokens !== undefined,
      holeStart: format.holeStart,
      ...speed,
    },
    complete: (request, options, cancellation) =>
      completer.complete(request, options, cancellation),
    warm: (request, options, cancellation) => completer.warm(request, options, cancellation),
    close: async () => {
      await drafting?.close();
      await opened.close();
    },
  };
}

function attentive(model: LanguageModel): LanguageModel {
  return new AttentiveModel(model, () => setImmediate());
}

/** Of both models, where one drafts; it is opened when the other runs. */
function memoryOf({ memory, draft }: ModelDescription): ModelDescription["memory"] {
  if (draft === undefined) return memory;
  return {
    steady: memory.steady + draft.memory.steady,
    peak: Math.max(memory.peak, memory.steady + draft.memory.peak),
  };
}
