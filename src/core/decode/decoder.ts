import { at } from "../at";
import { CautiousVerifier } from "../cautious/cautiousVerifier";
import type { CautiousLimits } from "../cautious/numTrials";
import type { Constraint } from "../constrain/constraint";
import { CostModel } from "../cost/costModel";
import { CostSizing, type DraftSizing } from "../cost/draftSizing";
import { Calibrator } from "../draft/calibrator";
import { CombinedDrafter, type OnDrafterFailure } from "../draft/combinedDrafter";
import type { Drafter, DraftRequest } from "../draft/drafter";
import type { DraftDocument } from "../draft/draftDocument";
import type { DraftModel } from "../draft/draftModel";
import { ForetypeError, invariant } from "../errors";
import type { LanguageModel } from "../model/languageModel";
import { Sequence } from "../model/sequence";
import type { Cancellation, Clock } from "../ports";
import { createPicker, type PickerOptions } from "../sample/createPicker";
import { FIRST_TRIAL_STREAM } from "../sample/keyedNoise";
import type { SamplingRules } from "../sample/samplingRules";
import type { DecodeStats, StageMs } from "../stats/decodeStats";
import type { TokenPicker } from "../sample/tokenPicker";
import { StageTimer } from "../stats/stageTimer";
import { StatsRecorder } from "../stats/statsRecorder";
import type { Vocabulary } from "../tokens/vocabulary";
import type { DecodeTrace } from "../trace/decodeTrace";
import { TraceRecorder } from "../trace/traceRecorder";
import { SampleAndMatch } from "../verify/sampleAndMatch";
import type { Verifier } from "../verify/verifier";
import type { AcceptedTexts } from "../draft/acceptedTexts";
import type { WorkspaceTexts } from "../draft/workspaceTexts";
import type { CoverTree } from "../heal/coverTree";
import type { ChunkSize } from "./chunkSize";
import { decodeSteps, type DecodeEnd } from "./decodeSteps";
import { GeneratedText } from "./generatedText";
import { coverDraw, healStep } from "./healStep";
import { DEFAULT_CHUNK_TOKENS, prefill } from "./prefill";
import type { StopRule } from "./stopRule";
import type { Strategy } from "./strategy";

/** What to decode and how. */
export interface DecodeRequest {
  /** All tokens of the prompt, [n], n >= 1. */
  readonly prompt: Int32Array;
  /** Which tokens may come, from the first generated one on. */
  readonly constraint: Constraint<unknown>;
  /** Bytes at the start of the generation that the user has typed already: they are spelt and not emitted. */
  readonly numHeldBytes: number;
  /** The ways to spell them, from which one pass chooses; left out where the constraint alone holds the model to them. */
  readonly covers?: CoverTree | undefined;
  readonly stopRule: StopRule;
  readonly strategy: Strategy;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Seed of the keyed noise; no influence at temperature 0. */
  readonly seed: number;
  /** What else changes the model's distribution; `noRules` for nothing. */
  readonly sampling: SamplingRules;
  /** Where the model is uncertain, texts are tried out before one is taken; never if left out. Nothing is drafted then. */
  readonly cautious?: CautiousLimits | undefined;
  /** 0 brings the prompt into the cache and generates nothing. */
  readonly maxTokens: number;
  /**
   * Decoding stops at the first pass that ends later than this after the prompt was read. `Infinity` for none. Who is still waiting
   * when a long prompt has been read wants the suggestion all the more.
   */
  readonly timeBudgetMs: number;
  readonly cancellation: Cancellation;
  /** How many prompt tokens go into a pass; the decoder's own number if left out. */
  readonly chunks?: ChunkSize;
  /** Nobody waits for this: what a drafter does for it should be easy to interrupt. No if left out. */
  readonly isGentle?: boolean;
  /** What the prompt was made of, for a draft model that reads other tokens; it drafts nothing if this is left out. */
  readonly document?: DraftDocument;
  /** Tokens of it that drafts may be made from; left out where they are not known. */
  readonly hints?: Pick<DraftRequest, "before" | "suffix" | "earlier">;
  /** Given text as it is settled, whole characters only; the pieces concatenate to the result's text. */
  readonly onText?: (text: string) => void;
  /** The text ends before a token that is less probable than this, see `numSureTokens`. 0, and never, if left out. */
  readonly stopBelow?: number;
  /** Whether notes are taken of how the text comes about. No if left out. */
  readonly isTraced?: boolean;
}

export interface DecodeResult {
  /** Generated tokens, held ones included, without the end token; the last may reach beyond the stop. */
  readonly tokens: Int32Array;
  /** Text behind the held bytes, cut by the stop rule, whole characters only. */
  readonly bytes: Uint8Array;
  /** `bytes` as a string. */
  readonly text: string;
  readonly stoppedBy: DecodeEnd;
  /** Without the time for tokenising and healing, which happen outside. */
  readonly stats: DecodeStats;
  /** If it was asked for. */
  readonly trace?: DecodeTrace | undefined;
}

/** What a decoder is made of. Verifier, sizing and chunk size are for tests and measurements. */
export interface DecoderParts {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  /** Tokens that end the text. */
  readonly endTokens: ReadonlySet<number>;
  readonly clock: Clock;
  /** For the strategy that drafts with it. */
  readonly draft?: DraftModel | undefined;
  /** Other texts of the project, and what was accepted before, for the strategies that draft from them. */
  readonly texts?: WorkspaceTexts | undefined;
  readonly accepted?: AcceptedTexts | undefined;
  /** What passes of the model cost; learnt from the first pass on if left out. */
  readonly cost?: CostModel | undefined;
  /** In place of one by cost. */
  readonly sizing?: DraftSizing | undefined;
  /** Told of drafters that failed in a request, which then goes on without them. */
  readonly onDrafterFailure?: OnDrafterFailure | undefined;
  /** In place of the strategies' own. */
  readonly verifier?: Verifier;
  /** How many prompt tokens go into a pass; always `DEFAULT_CHUNK_TOKENS` if left out. */
  readonly chunks?: ChunkSize;
  /** What is in the model's cache, where something else uses the model in turn with the decoder; one of its own if left out. */
  readonly sequence?: Sequence;
}

/** What a strategy does its work with. */
interface Drafting {
  readonly drafter: Drafter;
  readonly verifier: Verifier;
  readonly sizing: DraftSizing;
}

/** Trials of a greedy text are drawn at the temperature that Wang et al. 2025, arXiv:2507.03038, use. */
const defaultTrialTemperature = 0.8;

function isCautious({ cautious }: DecodeRequest): boolean {
  return cautious !== undefined && cautious.maxTrials > 1;
}

/**
 * Continues prompts with one model. It owns the model's cache, so that a prompt pays only for what differs from the tokens
 * before, and one drafter for each strategy, so that what they learnt lasts. After a failed or cancelled request it is as
 * ready for the next one as after any other.
 */
export class Decoder {
  readonly #parts: DecoderParts;
  readonly #sequence: Sequence;
  readonly #cost: CostModel;
  /** One for all strategies: what is known of a drafter's guesses holds wherever it drafts. */
  readonly #calibrator = new Calibrator();
  readonly #drafting = new Map<string, Drafting>();
  #isDecoding = false;

  constructor(parts: DecoderParts) {
    this.#parts = parts;
    this.#sequence = parts.sequence ?? new Sequence(parts.model);
    this.#cost = parts.cost ?? new CostModel();
  }

  /**
   * One request at a time.
   *
   * @throws ForetypeError("invariant") if another request is being decoded, or the prompt is empty
   * @throws ForetypeError("user/bad-argument") if the prompt is longer than the model's context, or a value that says how
   * to choose tokens is out of range
   */
  async decode(request: DecodeRequest): Promise<DecodeResult> {
    invariant(!this.#isDecoding, "a decoder decodes one request at a time");
    this.#isDecoding = true;
    try {
      return await this.#decode(request);
    } finally {
      this.#isDecoding = false;
    }
  }

  /** How many of a prompt's tokens a request would find in the cache as it is. */
  numCached(prompt: Int32Array): number {
    return this.#sequence.shared(prompt);
  }

  async #decode(request: DecodeRequest): Promise<DecodeResult> {
    const { model, vocabulary, clock } = this.#parts;
    const { prompt } = request;
    const strategy = isCautious(request) ? { ...request.strategy, maxDrafts: 0 } : request.strategy;
    this.#checkLength(prompt);
    const timer = new StageTimer(clock);
    const recorder = new StatsRecorder(timer, prompt.length);
    const trace = request.isTraced === true ? new TraceRecorder() : undefined;
    const pickerFor = (changes: Partial<PickerOptions>): TokenPicker =>
      createPicker({
        ...request,
        vocabSize: model.vocabSize,
        history: () => this.#sequence.tokens,
        isMark: (token) => vocabulary.isSpecial(token),
        // Elsewhere the estimate would need the sum over a whole row, which is another pass.
        ...((changes.temperature ?? request.temperature) === 1 && {
          onConstrained: (logMass: number) => {
            recorder.constrained(logMass);
          },
        }),
        ...changes,
      });
    const picker = pickerFor({});
    const text = new GeneratedText(this.#parts, request);
    const { drafter, verifier: matching, sizing } = this.#draftingWith(strategy);
    let state: unknown = request.constraint.start();
    let readMs = Number.POSITIVE_INFINITY;
    const interruption = (): "cancelled" | "timeBudget" | undefined => {
      if (request.cancellation.isCancelled) return "cancelled";
      return timer.elapsedMs - readMs > request.timeBudgetMs ? "timeBudget" : undefined;
    };
    const isInterrupted = (stage: keyof StageMs) => (): boolean => {
      timer.lap(stage);
      return interruption() !== undefined;
    };
    const shared = { ...this.#parts, sequence: this.#sequence, drafter, sizing, interruption };

    drafter.begin(prompt, {
      // What draws for a draft leaves no figures.
      pickerFor: (history) => pickerFor({ history, onConstrained: undefined }),
      isInterrupted: isInterrupted("draft"),
      isGentle: request.isGentle ?? false,
      document: request.document,
      ...request.hints,
      constraint: { forced: () => request.constraint.forced?.(state) },
      numHeldBytes: request.numHeldBytes,
    });
    sizing.begin();
    recorder.reused(this.#sequence.reuse(prompt));
    const chunks = request.chunks ?? this.#parts.chunks;
    let stoppedBy: DecodeEnd | undefined = await prefill(prompt, {
      ...shared,
      get chunkTokens() {
        return chunks?.numTokens ?? DEFAULT_CHUNK_TOKENS;
      },
      onChunk: (numTokens) => {
        const begunMs = timer.elapsedMs;
        timer.lap("prefill");
        chunks?.took(numTokens, timer.elapsedMs - begunMs);
      },
    });
    timer.lap("prefill");
    recorder.prefilled();
    if (stoppedBy === undefined && strategy.maxDrafts > 0 && drafter.readPrompt !== undefined) {
      await drafter.readPrompt();
      timer.lap("draft");
      stoppedBy = interruption();
    }
    readMs = timer.elapsedMs;
    if (request.maxTokens < 1) stoppedBy ??= "maxTokens";
    const verifier = this.#verifierFor(request, matching, {
      pickerFor,
      isInterrupted: isInterrupted("forward"),
    });
    stoppedBy ??= await this.#generate(request, strategy, {
      ...shared,
      calibrator: this.#calibrator,
      picker,
      verifier,
      text,
      timer,
      recorder,
      trace,
      stopBelow: request.stopBelow,
      onPlace: (place) => (state = place.state),
    });
    text.finish();
    return {
      tokens: text.tokens,
      bytes: text.bytes,
      text: text.text,
      stoppedBy,
      stats: recorder.finish(),
      ...(trace && { trace: trace.finish() }),
    };
  }

  async #generate(
    request: DecodeRequest,
    strategy: Strategy,
    parts: Omit<Parameters<typeof decodeSteps<unknown>>[1], "strategy" | "constraint">,
  ): Promise<DecodeEnd> {
    const { prompt, constraint, covers } = request;
    const place = { root: at(prompt, prompt.length - 1), state: constraint.start() };
    const steps = { ...parts, strategy, constraint };
    if (covers === undefined) return decodeSteps(place, steps);
    const healed = await healStep(place, { ...steps, covers, draw: coverDraw(request) });
    return typeof healed === "string" ? healed : decodeSteps(healed, steps);
  }

  #verifierFor(
    request: DecodeRequest,
    matching: Verifier,
    parts: {
      readonly pickerFor: (changes: {
        readonly temperature: number;
        stream: number;
      }) => TokenPicker;
      readonly isInterrupted: () => boolean;
    },
  ): Verifier {
    const { cautious, temperature } = request;
    if (cautious === undefined || !isCautious(request)) return matching;
    const trialTemperature = temperature > 0 ? temperature : defaultTrialTemperature;
    const pickers = Array.from({ length: cautious.maxTrials }, (_, trial) =>
      parts.pickerFor({ temperature: trialTemperature, stream: FIRST_TRIAL_STREAM + trial }),
    );
    return new CautiousVerifier({
      ...this.#parts,
      limits: cautious,
      pickers,
      isInterrupted: parts.isInterrupted,
    });
  }

  #checkLength(prompt: Int32Array): void {
    const { maxLength } = this.#parts.model;
    invariant(prompt.length > 0, "a prompt has at least one token");
    if (prompt.length > maxLength) {
      throw new ForetypeError(
        "user/bad-argument",
        `the prompt has ${String(prompt.length)} tokens and the model holds ${String(maxLength)}; allow fewer prompt tokens`,
      );
    }
  }

  #draftingWith(strategy: Strategy): Drafting {
    const known = this.#drafting.get(strategy.id);
    if (known !== undefined) return known;
    const { model, vocabulary, clock, draft, texts, accepted, endTokens } = this.#parts;
    const { onDrafterFailure = () => undefined } = this.#parts;
    const drafter = strategy.createDrafter({
      vocabSize: model.vocabSize,
      ...{ clock, vocabulary, draft, texts, accepted },
      costOf: (n) => this.#cost.ms(n, this.#sequence.cachedLength),
      onFailure: onDrafterFailure,
    });
    const verifier =
      this.#parts.verifier ??
      strategy.createVerifier?.({ endTokens, drafter }) ??
      new SampleAndMatch(this.#parts);
    const drafting = {
      drafter: new CombinedDrafter([drafter], onDrafterFailure),
      verifier,
      sizing: this.#parts.sizing ?? new CostSizing(this.#cost),
    };
    this.#drafting.set(strategy.id, drafting);
    return drafting;
  }
}
