import type { SyntaxSource } from "../core/constrain/syntaxPort";
import type { ModelSource } from "../core/model/modelSource";
import { openModel, type OpenedModel } from "../runtime/openModel";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { formatOf } from "../store/formatOf";
import { resolveModel } from "../store/resolveModel";
import type { CliHost } from "./cliHost";
import { modelPlacesOf } from "./modelPlaces";
import type { EngineFlags } from "./options/engineOptions";
import { quietLogger } from "./quietLogger";
import { withProgress } from "./withProgress";

/** A model and the parsers that constrain it. */
export interface OpenedEngine extends OpenedModel {
  readonly source: ModelSource;
  readonly syntax: SyntaxSource;
}

/**
 * Opens the model that the flags name, does `work` with it and closes it, whatever happens. The first time, a model is
 * converted; that can be stopped and goes on where it was.
 *
 * @throws what `resolveModel`, `openModel` and `work` throw
 */
export async function withModel<Result>(
  flags: EngineFlags,
  host: CliHost,
  work: (opened: OpenedEngine) => Promise<Result>,
): Promise<Result> {
  const source = await locate(flags, host);
  const opened = await open(source, flags, host);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/**
 * Finds the model that the flags name.
 *
 * @throws what `resolveModel` throws
 */
export function locate(
  flags: Pick<EngineFlags, "model" | "modelsFolder">,
  host: CliHost,
): Promise<ModelSource> {
  const { cancellation } = host;
  return withProgress(host, { title: `Checking ${flags.model}`, total: 1 }, (progress) =>
    resolveModel(flags.model, modelPlacesOf(flags, host), {
      cancellation,
      onProgress: ({ done, total }) => {
        progress.advanceTo(done, total);
      },
    }),
  );
}

async function open(source: ModelSource, flags: EngineFlags, host: CliHost): Promise<OpenedEngine> {
  const { precision, threads, hole, layout } = flags;
  const { cacheFolder, cancellation } = host;
  const logger = quietLogger(host);
  const title = `Loading ${source.name} (${precision})`;
  const opened = await withProgress(host, { title, total: 1 }, (progress) =>
    openModel(source, {
      cacheFolder,
      precision,
      threads,
      logger,
      cancellation,
      onProgress: ({ done, total }) => {
        progress.advanceTo(done, total);
      },
    }),
  );
  const format = {
    ...(await formatOf(source, opened.format, cacheFolder)),
    ...(hole !== undefined && { holeStart: hole }),
    ...(layout !== undefined && { layout }),
  };
  return {
    ...opened,
    source,
    format,
    syntax: new TreeSitterSource({ locate: host.locateGrammar, logger }),
  };
}
