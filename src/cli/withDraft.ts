import type { DraftModel } from "../core/draft/draftModel";
import type { ModelSource } from "../core/model/modelSource";
import { checkDraft } from "../runtime/checkDraft";
import { describeModel } from "../runtime/describeModel";
import { fileBytes } from "../runtime/fileBytes";
import { openDraft } from "../runtime/openDraft";
import type { CliHost } from "./cliHost";
import type { DraftFlags, EngineFlags } from "./options/engineOptions";
import { quietLogger } from "./quietLogger";
import { formatMegabytes } from "./terminal/formatNumber";
import { locate, withModel, type OpenedEngine } from "./withModel";
import { withProgress } from "./withProgress";

/** A model, and the one that drafts for it if one is named. */
export interface DraftedEngine extends OpenedEngine {
  readonly draft?: DraftModel;
}

/**
 * `withModel`, with the draft model that the flags name beside it, whose costs are told before anything is loaded.
 *
 * @throws what `withModel`, `checkDraft` and `openDraft` throw
 */
export async function withDraft<Result>(
  flags: EngineFlags & DraftFlags,
  host: CliHost,
  work: (opened: DraftedEngine) => Promise<Result>,
): Promise<Result> {
  const { draft: model } = flags;
  if (model === undefined) return withModel(flags, host, work);
  const target = await locate(flags, host);
  const source = await locate({ ...flags, model }, host);
  const { cacheFolder } = host;
  const { precision } = flags;
  await checkDraft(source, target, { cacheFolder, precision, logger: quietLogger(host) });
  host.note(await costsOf(target, source, flags, host));
  return withModel(flags, host, async (opened) => {
    const drafting = await open(source, opened, host);
    try {
      return await work({ ...opened, draft: drafting.draft });
    } finally {
      await drafting.close();
    }
  });
}

function open(
  source: ModelSource,
  { precision, threads }: OpenedEngine,
  host: CliHost,
): ReturnType<typeof openDraft> {
  const { cacheFolder, cancellation } = host;
  const title = `Loading ${source.name} (${precision})`;
  return withProgress(host, { title, total: 1 }, (progress) =>
    openDraft(source, {
      ...{ cacheFolder, precision, threads, cancellation, logger: quietLogger(host) },
      onProgress: ({ done, total }) => {
        progress.advanceTo(done, total);
      },
    }),
  );
}

async function costsOf(
  target: ModelSource,
  draft: ModelSource,
  { precision }: EngineFlags,
  host: CliHost,
): Promise<string> {
  const { cacheFolder } = host;
  const logger = quietLogger(host);
  const [one, other] = await Promise.all(
    [target, draft].map(async (source) =>
      describeModel(source, {
        ...{ cacheFolder, precision, logger },
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
