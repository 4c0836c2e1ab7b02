import { setImmediate } from "node:timers/promises";
import { Completer } from "../core/complete/completer";
import { defaultOptions, type CompletionOptions } from "../core/complete/request";
import { TimedChunks } from "../core/decode/chunkSize";
import { costSizes } from "../core/cost/costCurve";
import type { CostModel } from "../core/cost/costModel";
import { measureCost } from "../core/cost/measureCost";
import { strategies, usableStrategies } from "../core/decode/strategies";
import { messageOf } from "../core/errors";
import { memoryOf } from "../core/model/memoryOf";
import type { ModelDescription } from "../core/model/modelDescription";
import type { LanguageModel } from "../core/model/languageModel";
import { Sequences } from "../core/model/sequences";
import type { Clock, Logger } from "../core/ports";
import { defaultTuning, type ModelParams } from "../protocol/engineApi";
import { convertModel } from "../runtime/convertModel";
import { openDraft, type OpenedDraft } from "../runtime/openDraft";
import { openModel, type OpenedModel } from "../runtime/openModel";
import { loadOnnxRuntime } from "../runtime/session/loadOnnxRuntime";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { formatOf } from "../store/formatOf";
import { AttentiveModel } from "./attentiveModel";
import type { OpenEngine } from "./openEngine";
import { fittingSources } from "./fittingSources";
import { measureSpeed, type Speed } from "./measureSpeed";
import { describeSources, sourcesOf, type Sources } from "./modelSources";
import type { PreparedEngine, PrepareEngine } from "./preparedEngine";

/** Rows in the cache for which it is told what passes cost: a document of some length. */
const costContext = 512;

interface EngineParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The path of a file that the constraint of syntax reads. */
  readonly locateGrammar: (file: string) => string;
}

/** A request that is not wanted any more waits no longer than this for a part of its prompt. */
const mostChunkMs = 200;

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
  const sources = await fittingSources(params, logger, {
    cancellation,
    onProgress: (progress) => {
      onProgress({ stage: "checking", ...progress });
    },
  });
  const { source, draft } = sources;
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
  parts: EngineParts,
): Promise<OpenEngine> {
  const { cacheFolder, precision, threads, provider } = params;
  const options = { cacheFolder, precision, threads, logger: parts.logger };
  const opened = await openModel(sources.source, { ...options, provider });
  let drafting: OpenedDraft | undefined;
  const close = async (): Promise<void> => {
    await drafting?.close();
    await opened.close();
  };
  try {
    const speed = await measureSpeed(opened.model, parts.clock);
    const cost = await measureCost(opened.model, parts.clock);
    if (sources.draft !== undefined) {
      const { draft } = sources;
      drafting = await openDraft(draft, {
        ...{ ...options, provider: opened.provider, wrap: attentive },
        target: { name: sources.source.name, vocabulary: opened.vocabulary },
        formatOf: (own) => formatOf(draft, own, cacheFolder),
      });
    }
    const format = await formatOf(sources.source, opened.format, cacheFolder);
    const model = attentive(opened.model);
    const sequence = new Sequences(model, defaultTuning.documentBytes);
    const completer = completerOf({ ...opened, model, sequence, format, cost }, drafting, parts);
    const facts = factsOf(sources, description, { ...opened, format, speed, cost });
    return {
      facts,
      complete: (request, completion, cancellation) => {
        sequence.enter(request.documentId);
        return completer.complete(request, usable(completion, drafting), cancellation);
      },
      warm: (request, completion, cancellation) => {
        sequence.enter(request.documentId);
        return completer.warm(request, usable(completion, drafting), cancellation);
      },
      lastPrompt: (documentId) => completer.lastPrompt(documentId),
      learn: (lesson) => {
        completer.learn(lesson);
      },
      study: () => study(completer, parts.logger),
      keepDocuments: (numBytes) => {
        sequence.limit(numBytes);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function study(completer: Completer, logger: Logger): boolean {
  try {
    return completer.study();
  } catch (error) {
    logger.warn(`Something to draft from was not learnt: ${messageOf(error)}`);
    // It is left out; what waits behind it is not.
    return true;
  }
}

function completerOf(
  opened: Pick<OpenedModel, "model" | "vocabulary" | "format"> & {
    readonly cost: CostModel;
    readonly sequence: Sequences;
  },
  drafting: OpenedDraft | undefined,
  { clock, logger, locateGrammar }: EngineParts,
): Completer {
  const { model, vocabulary, format, cost, sequence } = opened;
  const syntax = new TreeSitterSource({ locate: locateGrammar, logger });
  return new Completer({
    ...{ model, vocabulary, format, clock, syntax, cost, sequence },
    draft: drafting?.draft,
    onDrafterFailure: (drafter, error) => {
      logger.warn(`A suggestion was made without the drafter "${drafter}": ${messageOf(error)}`);
    },
    chunks: new TimedChunks(mostChunkMs),
  });
}

/** A strategy that has nothing to draft with writes the same text as any other, so another takes its place. */
function usable(options: CompletionOptions, open: OpenedDraft | undefined): CompletionOptions {
  const isUsable = usableStrategies({ draft: open }).some(({ id }) => id === options.strategy);
  const isKnown = strategies.some(({ id }) => id === options.strategy);
  return isUsable || !isKnown ? options : { ...options, strategy: defaultOptions.strategy };
}

function factsOf(
  { source, draftProblem }: Sources,
  description: ModelDescription,
  opened: OpenedModel & { readonly speed: Speed; readonly cost: CostModel },
): OpenEngine["facts"] {
  const { model, precision, threads, provider, numParameters, format, speed, cost } = opened;
  const { name, architecture, exactShare, draft } = description;
  return {
    ...{ modelId: source.id, name, architecture, precision, threads, provider },
    ...{ numParameters, exactShare, memory: memoryOf(description) },
    ...(draft !== undefined && { draft: draft.name }),
    ...(draftProblem !== undefined && { draftProblem }),
    hasFim: format.tokens !== undefined,
    holeStart: format.holeStart,
    ...speed,
    costs: costSizes.map((numNodes) => ({ numNodes, ms: cost.ms(numNodes, costContext) })),
    costContext,
    maxLength: model.maxLength,
  };
}

function attentive(model: LanguageModel): LanguageModel {
  return new AttentiveModel(model, () => setImmediate());
}
