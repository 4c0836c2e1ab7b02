import os from "node:os";
import { setImmediate } from "node:timers/promises";
import { Completer } from "../core/complete/completer";
import type { ModelDescription } from "../core/model/modelDescription";
import type { ModelSource } from "../core/model/modelSource";
import type { Clock, Logger } from "../core/ports";
import type { ModelParams } from "../protocol/engineApi";
import { convertModel } from "../runtime/convertModel";
import { describeModel } from "../runtime/describeModel";
import { openModel } from "../runtime/openModel";
import { loadOnnxRuntime } from "../runtime/session/loadOnnxRuntime";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { formatOf } from "../store/formatOf";
import { resolveModel } from "../store/resolveModel";
import type { WorkOptions } from "../store/work";
import { AttentiveModel } from "./attentiveModel";
import type { OpenEngine } from "./engineServer";
import { fileBytes } from "../runtime/fileBytes";
import { loadOn } from "./loadOn";
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
  const source = await sourceOf(params, {
    cancellation,
    onProgress: (progress) => {
      onProgress({ stage: "checking", ...progress });
    },
  });
  const description = await describe(source, params, logger);
  // Where there is none, nothing need be converted.
  await loadOnnxRuntime();
  await convertModel(source, {
    ...params,
    logger,
    cancellation,
    onProgress: (progress) => {
      onProgress({ stage: "converting", ...progress });
    },
  });
  return { load: () => loadEngine(source, description, params, parts) };
}

/** What `describe` answers. Throws what `resolveModel` and `describeModel` throw. */
export async function describeModelOf(
  params: ModelParams,
  logger: Logger,
): Promise<ModelDescription> {
  return describe(await sourceOf(params, { isQuick: true }), params, logger);
}

async function describe(
  source: ModelSource,
  { cacheFolder, precision }: ModelParams,
  logger: Logger,
): Promise<ModelDescription> {
  const bytes = await fileBytes(source.files);
  return describeModel(source, { cacheFolder, precision, logger, fileBytes: bytes });
}

/** Loads a model, tries it out and puts the completer over it. */
async function loadEngine(
  source: ModelSource,
  description: ModelDescription,
  params: ModelParams,
  { clock, logger, locateGrammar }: EngineParts,
): Promise<OpenEngine> {
  const { cacheFolder, precision, threads } = params;
  const { opened, provider, speed } = await loadOn(
    params.provider,
    (wanted) => openModel(source, { cacheFolder, precision, threads, provider: wanted, logger }),
    { clock, logger },
  );
  const { vocabulary } = opened;
  const format = await formatOf(source, opened.format, cacheFolder);
  const model = new AttentiveModel(opened.model, () => setImmediate());
  const syntax = new TreeSitterSource({ locate: locateGrammar, logger });
  const completer = new Completer({ model, vocabulary, format, clock, syntax });
  const { name, architecture, exactShare, memory } = description;
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
      memory,
      hasFim: format.tokens !== undefined,
      holeStart: format.holeStart,
      ...speed,
    },
    complete: (request, options, cancellation) =>
      completer.complete(request, options, cancellation),
    warm: (request, options, cancellation) => completer.warm(request, options, cancellation),
    close: () => opened.close(),
  };
}

function sourceOf(params: ModelParams, work?: WorkOptions): Promise<ModelSource> {
  const { model, modelsFolder, cacheFolder, modelFolders } = params;
  const { env, platform } = process;
  const places = { modelsFolder, cacheFolder, modelFolders, env, platform };
  return resolveModel(model, { ...places, homeFolder: os.homedir() }, work);
}
