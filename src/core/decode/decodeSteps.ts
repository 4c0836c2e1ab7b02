import type { StopReason } from "../complete/outcome";
import type { Constraint } from "../constrain/constraint";
import { at } from "../at";
import type { DraftSizing } from "../cost/draftSizing";
import type { Calibrator } from "../draft/calibrator";
import { DraftBuilder } from "../draft/draftBuilder";
import type { Drafter } from "../draft/drafter";
import { numSureTokens } from "../gate/numSureTokens";
import type { LanguageModel } from "../model/languageModel";
import type { Sequence } from "../model/sequence";
import { knownLawOf } from "../sample/knownLaw";
import type { TokenPicker } from "../sample/tokenPicker";
import type { StageTimer } from "../stats/stageTimer";
import type { StatsRecorder } from "../stats/statsRecorder";
import type { TraceRecorder } from "../trace/traceRecorder";
import type { Verifier } from "../verify/verifier";
import type { GeneratedText } from "./generatedText";
import type { Strategy } from "./strategy";

/** Why decoding ended. */
export type DecodeEnd = StopReason | "cancelled";

/** Where decoding begins, or stands between two steps. */
export interface DecodePlace<State> {
  /** The last committed token; all tokens before it have their rows in the cache. */
  readonly root: number;
  /** The constraint's state after it. */
  readonly state: State;
}

/** Most guesses that are looked at for one pass. */
const mostCandidates = 128;

/**
 * Decodes until something stops it: draft a tree, run it, keep what the verifier accepts, let the drafter learn.
 *
 * After each step the cache holds all committed tokens but the last, also when a stop cut the step short. What ends decoding
 * does not depend on the draft: no step emits more tokens than are wanted or than the model has room for.
 */
export async function decodeSteps<State>(
  start: DecodePlace<State>,
  parts: {
    readonly model: LanguageModel;
    readonly sequence: Sequence;
    readonly strategy: Strategy;
    readonly drafter: Drafter;
    readonly calibrator: Calibrator;
    readonly sizing: DraftSizing;
    readonly picker: TokenPicker;
    readonly verifier: Verifier;
    readonly constraint: Constraint<State>;
    readonly endTokens: ReadonlySet<number>;
    readonly text: GeneratedText;
    readonly timer: StageTimer;
    readonly recorder: StatsRecorder;
    /** Takes notes; none are taken if left out. */
    readonly trace?: TraceRecorder | undefined;
    /** See `DecodeRequest`. */
    readonly stopBelow?: number | undefined;
    readonly interruption: () => "cancelled" | "timeBudget" | undefined;
    /** Told where decoding stands before each draft. */
    readonly onPlace?: (place: DecodePlace<State>) => void;
  },
): Promise<DecodeEnd> {
  const { model, sequence, strategy, drafter, calibrator, sizing, constraint, text, timer } = parts;
  const { stopBelow = 0 } = parts;
  const wantsLaws = parts.trace !== undefined || stopBelow > 0;
  let { root, state } = start;
  // Drafts that are weighed are checked as they were drawn: to choose among them after seeing them would change the text's law.
  const isWeighed = parts.verifier.readsLaws === true && parts.picker.laws !== undefined;
  for (;;) {
    parts.onPlace?.({ root, state });
    const interruption = parts.interruption();
    if (interruption !== undefined) return interruption;
    const room = model.maxLength - sequence.cachedLength;
    if (room < 1) return "modelFull";

    const { cachedLength } = sequence;
    const maxDepth = Math.min(strategy.maxDepth, text.numRemainingTokens - 1);
    const maxDrafts = maxDepth > 0 ? Math.min(strategy.maxDrafts, room - 1) : 0;
    const maxLooks = Math.min(strategy.maxLooks ?? 0, room - 1 - maxDrafts);
    const leastChance = sizing.leastChance(maxDrafts, cachedLength);
    const limits = {
      maxCandidates: isWeighed ? maxDrafts : mostCandidates,
      maxDepth,
      leastChance: leastChance ?? 1,
      // Where each branch costs a pass, a second guess costs more than it may win.
      ...(model.runsTrees ? { maxLooks } : { maxChildren: 1 }),
      endTokens: parts.endTokens,
      ...(!isWeighed && { endsText: text.wouldEndWith.bind(text) }),
      mask: { constraint, state },
    };
    const builder = new DraftBuilder(root, limits, calibrator);
    const undraftedMs = timer.elapsedMs;
    if (leastChance !== undefined) {
      const drafting = drafter.draft(builder);
      if (drafting !== undefined) await drafting;
    }
    timer.lap("draft");
    const draftMs = timer.elapsedMs - undraftedMs;
    const draft = builder.build((chances) => {
      const size = sizing.choose(chances.subarray(0, maxDrafts), cachedLength, draftMs);
      return isWeighed ? maxDrafts : size;
    });
    const { tree } = draft;
    timer.lap("draft");
    const draftedMs = timer.elapsedMs;

    const output = await model.forward(
      tree,
      tree.tokens.map((_, node) => node),
      { wantsLogits: isWeighed || (parts.picker.wantsLogits ?? false) },
    );
    timer.lap("forward");
    const forwardMs = timer.elapsedMs - draftedMs;

    const {
      path,
      emitted,
      state: nextState,
      trials,
    } = await parts.verifier.verify(output, parts.picker, constraint, state);
    const step = { draft, output: trials?.output ?? output, path, emitted };
    // Before the rows are kept: what a picker penalises are the tokens before this step.
    const laws = wantsLaws
      ? Array.from(path, (node) => knownLawOf(parts.picker, step.output, node))
      : [];
    const numSure = numSureTokens(emitted, { stopBelow, numTokens: text.numTokens, laws });
    const taken = text.append(emitted, numSure);
    timer.lap("verify");

    sequence.keep(step.output, path.subarray(0, taken.numTokens));
    timer.lap("commit");

    drafter.observe(step);
    if (trials === undefined) calibrator.observe(step);
    sizing.took({
      isDrafted: leastChance !== undefined,
      numNodes: tree.size,
      cachedLength,
      draftMs,
      forwardMs,
      numTokens: emitted.length,
    });
    const { numResultTokens } = taken;
    parts.recorder.step(step, { numResultTokens, forwardMs });
    parts.trace?.step(step, { ms: forwardMs, numResultTokens, laws });
    if (trials !== undefined) parts.recorder.tried(trials);
    timer.lap("draft");

    if (taken.stoppedBy !== undefined) return taken.stoppedBy;
    root = at(emitted, emitted.length - 1);
    state = nextState;
  }
}
