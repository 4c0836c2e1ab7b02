import type { CautiousLimits } from "../cautious/numTrials";
import type { Constraint } from "../constrain/constraint";
import type { DraftDocument } from "../draft/draftDocument";
import type { DraftRequest } from "../draft/drafter";
import type { CoverTree } from "../heal/coverTree";
import type { Cancellation } from "../ports";
import type { SamplingRules } from "../sample/samplingRules";
import type { DecodeStats } from "../stats/decodeStats";
import type { DecodeTrace } from "../trace/decodeTrace";
import type { ChunkSize } from "./chunkSize";
import type { DecodeEnd } from "./decodeSteps";
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
