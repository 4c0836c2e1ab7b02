import { at } from "../at";
import { CautiousVerifier } from "../cautious/cautiousVerifier";
import { CostModel } from "../cost/costModel";
import { Calibrator } from "../draft/calibrator";
import { ForetypeError, invariant } from "../errors";
import { Sequence } from "../model/sequence";
import { createPicker, type PickerOptions } from "../sample/createPicker";
import { FIRST_TRIAL_STREAM } from "../sample/keyedNoise";
import type { StageMs } from "../stats/decodeStats";
import type { TokenPicker } from "../sample/tokenPicker";
import { StageTimer } from "../stats/stageTimer";
import { StatsRecorder } from "../stats/statsRecorder";
import { TraceRecorder } from "../trace/traceRecorder";
import type { Verifier } from "../verify/verifier";
import type { DecodeRequest, DecodeResult } from "./decodeRequest";
import type { DecoderParts } from "./decoderParts";
import { decodeSteps, type DecodeEnd } from "./decodeSteps";
import { Draftings } from "./draftings";
import { GeneratedText } from "./generatedText";
import { coverDraw, healStep } from "./healStep";
import { DEFAULT_CHUNK_TOKENS, prefill } from "./prefill";
import type { Strategy } from "./strategy";

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
  /** One for all strategies: what is known of a drafter's guesses holds wherever it drafts. */
  readonly #calibrator = new Calibrator();
  readonly #draftings: Draftings;
  #isDecoding = false;

  constructor(parts: DecoderParts) {
    this.#parts = parts;
    this.#sequence = parts.sequence ?? new Sequence(parts.model);
    const cost = parts.cost ?? new CostModel();
    const costOf = (n: number): number => cost.ms(n, this.#sequence.cachedLength);
    this.#draftings = new Draftings({ ...parts, cost, costOf });
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
    const { drafter, verifier: matching, sizing } = this.#draftings.of(strategy);
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
}
