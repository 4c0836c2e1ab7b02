import type { SyntaxSource } from "../core/constrain/syntaxPort";
import type { Logger } from "../core/ports";
import { openModel, type OpenedModel } from "../runtime/openModel";
import { TreeSitterSource } from "../runtime/syntax/treeSitterSource";
import { locateModel } from "../store/locateModel";
import type { CliHost } from "./cliHost";
import { modelsFolderOf } from "./modelsFolder";
import type { EngineFlags } from "./options/engineOptions";
import { withProgress } from "./withProgress";

/** A model and the parsers that constrain it. */
export interface OpenedEngine extends OpenedModel {
  readonly syntax: SyntaxSource;
}

/**
 * Opens the model that the flags name, does `work` with it and closes it, whatever happens.
 *
 * @throws what `locateModel`, `openModel` and `work` throw
 */
export async function withModel<Result>(
  flags: EngineFlags,
  host: CliHost,
  work: (opened: OpenedEngine) => Promise<Result>,
): Promise<Result> {
  const title = `Loading ${flags.model} (${flags.precision})`;
  const opened = await withProgress(host, { title, total: 1 }, () => open(flags, host));
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

async function open(flags: EngineFlags, host: CliHost): Promise<OpenedEngine> {
  const source = await locateModel(modelsFolderOf(flags, host), flags.model);
  const { precision, threads, hole, layout } = flags;
  const logger = loggerOf(host);
  const opened = await openModel(source, {
    cacheFolder: host.cacheFolder,
    precision,
    threads,
    logger,
  });
  const format = {
    ...opened.format,
    ...(hole !== undefined && { holeStart: hole }),
    ...(layout !== undefined && { layout }),
  };
  return {
    ...opened,
    format,
    syntax: new TreeSitterSource({ locate: host.locateGrammar, logger }),
  };
}

/** Warnings and errors to standard error; a command's own messages say the rest. */
function loggerOf(host: CliHost): Logger {
  const silent = (): void => undefined;
  const note = (message: string): void => {
    host.note(`${message}\n`);
  };
  return { trace: silent, debug: silent, info: silent, warn: note, error: note };
}
