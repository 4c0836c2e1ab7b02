import { at } from "../at";
import type { Constraint } from "../constrain/constraint";
import type { Drafter } from "../draft/drafter";
import { invariant } from "../errors";
import { chooseCover } from "../heal/chooseCover";
import type { CoverTree } from "../heal/coverTree";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import { COVER_STREAM, KeyedNoise } from "../sample/keyedNoise";
import type { Noise } from "../sample/noise";
import type { StageTimer } from "../stats/stageTimer";
import type { StatsRecorder } from "../stats/statsRecorder";
import type { TraceRecorder } from "../trace/traceRecorder";
import { pathTo } from "../tree/pathTo";
import type { DecodeEnd, DecodePlace } from "./decodeSteps";
import type { GeneratedText } from "./generatedText";

/** How covers are drawn; `undefined` takes the most probable one. */
export type CoverDraw = { readonly temperature: number; readonly noise: Noise } | undefined;

/**
 * Covers are drawn at the request's temperature, from whole rows: rules that cut off what is improbable could rule out what
 * the user has typed.
 */
export function coverDraw(request: {
  readonly temperature: number;
  readonly seed: number;
}): CoverDraw {
  const { temperature, seed } = request;
  return temperature === 0 ? undefined : { temperature, noise: new KeyedNoise(seed, COVER_STREAM) };
}

/**
 * Heals the cursor: scores all covers of the held bytes in one pass, chooses one, and keeps the rows of all its tokens but the
 * last, from which decoding goes on.
 *
 * @param place the prompt's last token, and the constraint's state at the beginning
 * @returns where decoding goes on, or why there is nothing to go on with
 */
export async function healStep<State>(
  place: DecodePlace<State>,
  parts: {
    readonly model: LanguageModel;
    readonly sequence: Sequence;
    readonly covers: CoverTree;
    readonly draw: CoverDraw;
    readonly drafter: Drafter;
    readonly constraint: Constraint<State>;
    readonly text: GeneratedText;
    readonly timer: StageTimer;
    readonly recorder: StatsRecorder;
    readonly trace?: TraceRecorder | undefined;
    readonly interruption: () => "cancelled" | "timeBudget" | undefined;
  },
): Promise<DecodePlace<State> | DecodeEnd> {
  const { model, sequence, covers, constraint, timer } = parts;
  const interruption = parts.interruption();
  if (interruption !== undefined) return interruption;
  if (model.maxLength - sequence.cachedLength < covers.size) return "modelFull";

  const tree = covers.below(place.root);
  const nodes = tree.tokens.map((_, node) => node);
  const output = await model.forward(tree, nodes, { wantsLogits: true });
  const cover = await chooseCover(output, covers, { constraint, state: place.state }, parts.draw);
  invariant(cover !== undefined, "a constraint admits what the user has typed");
  const emitted = Int32Array.of(...covers.tokensOf(cover.node), cover.token);
  const path = pathTo(tree, cover.node);
  const taken = parts.text.append(emitted);
  sequence.keep(output, path.subarray(0, taken.numTokens));
  parts.drafter.observe({ output, path, emitted });
  parts.recorder.healed(
    { numCovers: cover.numScored, numTokens: emitted.length },
    taken.numResultTokens,
  );
  parts.trace?.healed(cover.choice(), taken.numResultTokens);
  timer.lap("heal");

  if (taken.stoppedBy !== undefined) return taken.stoppedBy;
  const state = emitted.reduce((last, token) => constraint.next(last, token), place.state);
  return { root: at(emitted, emitted.length - 1), state };
}
