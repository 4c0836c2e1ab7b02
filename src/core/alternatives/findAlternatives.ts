import { at } from "../at";
import type { StopReason } from "../complete/outcome";
import type { Constraint } from "../constrain/constraint";
import type { DecodeRequest } from "../decode/decodeRequest";
import { GeneratedText } from "../decode/generatedText";
import { invariant } from "../errors";
import type { LanguageModel } from "../model/languageModel";
import type { Clock } from "../ports";
import { KeyedNoise } from "../sample/keyedNoise";
import type { Vocabulary } from "../tokens/vocabulary";
import { candidateName } from "./candidateName";
import type { FinishedBeam } from "./beam";
import { orderCandidates } from "./orderCandidates";
import { stochasticBeams } from "./stochasticBeams";

/** Keeps the beams' noise apart from that of tokens, covers and trials, which count their streams up from 0. */
const BEAM_STREAM = 0xffff_ffff;

/**
 * Temperature of the draw where the request itself is greedy. On 40 places in real code the embedded model's alternatives were as
 * likely to hold what the author wrote at 0.3, 0.5, 0.7 and 1; at 1 the others were a little further from it (mean edit
 * similarity 0.33 instead of 0.36).
 */
const defaultTemperature = 0.5;

/** More texts at a time than this cost more than they are worth. */
const maxWidth = 8;

/** What else might be written where a text has been written already. */
export interface AlternativesRequest<State> extends Pick<
  DecodeRequest,
  "numHeldBytes" | "covers" | "stopRule" | "maxTokens" | "seed" | "cancellation"
> {
  /** All tokens of the prompt. The cache begins with the rows of all of them but the last. */
  readonly prompt: Int32Array;
  readonly constraint: Constraint<State>;
  /** 0 draws all the same, at a temperature of our own: without a draw there is nothing else to write. */
  readonly temperature: number;
  /** How many texts are wanted, 1 or more. */
  readonly numWanted: number;
  /** The text that is offered first, as it is suggested. */
  readonly first: string;
  /** Texts that are not wanted, blanks aside; `first` is one of them in any case. */
  readonly shown: readonly string[];
  /** What is suggested of a text that has ended. */
  readonly suggestionOf: (text: string, stoppedBy: StopReason) => string;
  /** No pass begins later than this. `Infinity` for none. */
  readonly timeBudgetMs: number;
}

/** Other texts, and what they cost. */
export interface Alternatives {
  /** At most as many as were wanted, all different and none empty, in the order in which they are offered. */
  readonly candidates: readonly FinishedBeam[];
  readonly numPasses: number;
  /** Nodes of all passes. */
  readonly numNodes: number;
  readonly ms: number;
}

/**
 * Finds other texts for a place in a document: draws texts without replacement, leaves out what is shown already, and puts
 * the others in order (`orderCandidates`). Temperature and constraint hold; rules that cut off unlikely tokens, the repetition
 * penalty and the watermark do not.
 *
 * Afterwards the cache holds the rows of the prompt less the last token.
 *
 * @throws ForetypeError("invariant") if the cache holds fewer rows
 */
export async function findAlternatives<State>(
  request: AlternativesRequest<State>,
  parts: {
    readonly model: LanguageModel;
    readonly vocabulary: Vocabulary;
    readonly endTokens: ReadonlySet<number>;
    readonly clock: Clock;
  },
): Promise<Alternatives> {
  const { model, clock } = parts;
  const { prompt, temperature, seed, first, shown, numWanted } = request;
  const begun = clock.now();
  const numRows = prompt.length - 1;
  invariant(model.cachedLength >= numRows, "alternatives begin behind the prompt's rows");
  model.truncate(numRows);
  try {
    const { beams, numPasses, numNodes } = await stochasticBeams(model, {
      ...request,
      root: at(prompt, numRows),
      text: new GeneratedText(parts, request),
      temperature: temperature > 0 ? temperature : defaultTemperature,
      noise: new KeyedNoise(seed, BEAM_STREAM),
      // Texts that are not wanted are likely ones, and hold a place until they end.
      width: Math.min(maxWidth, numWanted + 1 + shown.length),
      nameOf: candidateName,
      excluded: new Set(["", first, ...shown].map(candidateName)),
      isInterrupted: () =>
        request.cancellation.isCancelled || clock.now() - begun > request.timeBudgetMs,
    });
    return {
      candidates: orderCandidates(first, beams.slice(0, numWanted)),
      numPasses,
      numNodes,
      ms: clock.now() - begun,
    };
  } finally {
    model.truncate(numRows);
  }
}
