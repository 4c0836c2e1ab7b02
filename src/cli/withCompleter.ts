import { Completer } from "../core/complete/completer";
import { EnsembleCompleter } from "../core/complete/ensembleCompleter";
import { byteEnsemble } from "../core/ensemble/byteEnsemble";
import { ForetypeError } from "../core/errors";
import type { CliHost } from "./cliHost";
import type { EnsembleFlags } from "./options/ensembleOptions";
import type { DraftFlags, EngineFlags } from "./options/engineOptions";
import { withDraft } from "./withDraft";
import { withModel, type OpenedEngine } from "./withModel";

/** What completes, with one model or with two. */
export type AnyCompleter =
  | Pick<Completer, "complete" | "prepare" | "learn" | "study">
  | Pick<EnsembleCompleter, "complete" | "prepare">;

/**
 * Opens the model or the models that the flags name and does `work` with what completes over them. With two that write together,
 * `opened` is the first.
 *
 * @throws user/bad-argument if flags do not go together
 * @throws what `withModel`, `withDraft` and `work` throw
 */
export async function withCompleter<Result>(
  flags: EngineFlags & DraftFlags & EnsembleFlags & { readonly strategy?: string },
  host: CliHost,
  work: (completer: AnyCompleter, opened: OpenedEngine) => Promise<Result>,
): Promise<Result> {
  const { clock } = host;
  const { second: model, combine, share, strategy } = flags;
  const isEnsemble =
    strategy === byteEnsemble.id || (strategy === undefined && model !== undefined);
  if (!isEnsemble && model === undefined) {
    return withDraft(flags, host, (opened) => work(new Completer({ ...opened, clock }), opened));
  }
  if (!isEnsemble || model === undefined || flags.draft !== undefined) {
    throw new ForetypeError(
      "user/bad-argument",
      `the strategy "${byteEnsemble.id}" needs a second model, named with --second, which no other strategy can use; it drafts without --draft`,
    );
  }
  return withModel(flags, host, (first) => {
    // How the first is asked says nothing about the second.
    const { hole: _hole, layout: _layout, ...others } = flags;
    return withModel({ ...others, model }, host, (second) =>
      work(
        new EnsembleCompleter({ first, second, combination: { kind: combine, share }, clock }),
        first,
      ),
    );
  });
}
