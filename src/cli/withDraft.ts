import { draftReference } from "../core/decode/draftReference";
import type { DraftModel } from "../core/draft/draftModel";
import type { ModelSource } from "../core/model/modelSource";
import { describeModel } from "../runtime/describeModel";
import { fileBytes } from "../runtime/fileBytes";
import { openDraft } from "../runtime/openDraft";
import type { ModelPart } from "../runtime/prepared/prepareOptions";
import { formatOf } from "../store/formatOf";
import type { CliHost } from "./cliHost";
import type { DraftFlags, EngineFlags } from "./options/engineOptions";
import { quietLogger } from "./quietLogger";
import { formatMegabytes } from "./terminal/formatNumber";
import { locate, withModel, type OpenedEngine } from "./withModel";
import { withProgress } from "./withProgress";

/** A model, and what drafts for it if that is asked for. */
export interface DraftedEngine extends OpenedEngine {
  readonly draft?: DraftModel;
  /** Whether that is the first layers of the model itself; no if left out. */
  readonly hasEarlyExit?: boolean;
}

/** A draft model that is not open yet. */
interface DraftSource {
  readonly source: ModelSource;
  /** What is run of it. */
  readonly part: ModelPart;
}

/** What says which model drafts. */
export interface DraftingFlags extends EngineFlags, DraftFlags {
  /** The embedded model drafts where this is the strategy of draft models and none is named. */
  readonly strategy?: string;
}

/**
 * `withModel`, with the draft model that the flags ask for beside it, whose costs are told before anything is loaded.
 *
 * @throws what `withModel` and `openDraft` throw
 */
export async function withDraft<Result>(
  flags: DraftingFlags,
  host: CliHost,
  work: (opened: DraftedEngine) => Promise<Result>,
): Promise<Result> {
  const { earlyExit: numLayers, draftTokens: numHeadTokens, strategy, draft: named, model } = flags;
  const reference = numLayers === undefined ? draftReference({ named, model, strategy }) : model;
  if (reference === undefined) return withModel(flags, host, work);
  const target = await locate(flags, host);
  const source =
    numLayers === undefined
      ? await locate({ ...flags, model: reference }, host)
      : { ...target, name: `${target.name} up to layer ${String(numLayers)}` };
  const drafts = { source, part: { numLayers, numHeadTokens } };
  host.note(await costsOf(target, drafts, flags, host));
  return withModel(flags, host, async (opened) => {
    const drafting = await open(drafts, opened, host);
    try {
      const { draft } = drafting;
      return await work({ ...opened, draft, hasEarlyExit: numLayers !== undefined });
    } finally {
      await drafting.close();
    }
  });
}

function open(
  { source, part }: DraftSource,
  { source: { name }, vocabulary, precision, threads }: OpenedEngine,
  host: CliHost,
): ReturnType<typeof openDraft> {
  const { cacheFolder, cancellation } = host;
  const title = `Loading ${source.name} (${precision})`;
  return withProgress(host, { title, total: 1 }, (progress) =>
    openDraft(source, {
      ...{ cacheFolder, precision, threads, cancellation, logger: quietLogger(host), ...part },
      target: { name, vocabulary },
      formatOf: (own) => formatOf(source, own, cacheFolder),
      onProgress: ({ done, total }) => {
        progress.advanceTo(done, total);
      },
    }),
  );
}

async function costsOf(
  target: ModelSource,
  draft: DraftSource,
  { precision }: EngineFlags,
  host: CliHost,
): Promise<string> {
  const { cacheFolder } = host;
  const logger = quietLogger(host);
  const [one, other] = await Promise.all(
    [{ source: target, part: {} }, draft].map(async ({ source, part }) =>
      describeModel(source, {
        ...{ cacheFolder, precision, logger, ...part },
        fileBytes: await fileBytes(source.files),
      }),
    ),
  );
  if (one === undefined || other === undefined) return "";
  const inWords = ({ name, fileBytes: bytes, memory }: typeof one): string =>
    `${name}, ${formatMegabytes(bytes)}, needs about ${formatMegabytes(memory.steady)} of memory`;
  const both = formatMegabytes(one.memory.steady + other.memory.steady);
  return `${inWords(one)}.\nIts draft ${inWords(other)}; both need ${both} at most.\n`;
}
