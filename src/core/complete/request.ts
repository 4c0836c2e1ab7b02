import type { ContextPiece } from "../context/contextPiece";
import { noTrials, type CautiousLimits } from "../cautious/numTrials";
import { openGate, type GateOptions } from "../gate/gateOptions";
import { noRules, type SamplingRules } from "../sample/samplingRules";

/** `line`: up to the end of the current line. `block`: up to the end of the enclosing block. */
export type Shape = "line" | "block";

/** A cursor in a document. */
export interface CompletionRequest {
  /** Names the document, so that a newer request for it replaces an older one. */
  readonly documentId: string;
  /** Path relative to the workspace, with forward slashes; it is part of the prompt. */
  readonly path: string;
  /** Name of the repository or workspace, for models that have a mark for it. Left out, it is not shown. */
  readonly repository?: string;
  /** Text before the cursor. */
  readonly prefix: string;
  /** Text after the cursor. */
  readonly suffix: string;
  readonly shape: Shape;
  /** Texts that were shown here already: something else is wanted. Left out for none. */
  readonly shown?: readonly string[];
  /**
   * What stood from the cursor on before the user began to change it, see `earlierText`; left out if nothing did, or nobody knows.
   * Drafts are made from it: it changes how fast a text comes, never the text.
   */
  readonly earlier?: string;
  /** What else the model is shown, the most lasting piece first; what does not fit is left out from the end. None if left out. */
  readonly context?: readonly ContextPiece[];
  /** Columns of a tab, and whether the document is indented with blanks; left out where nobody knows. */
  readonly tabSize?: number;
  readonly insertSpaces?: boolean;
}

/** How to decode. Every field has a value: defaults live in `defaultOptions`. */
export interface CompletionOptions extends SamplingRules {
  /** Id of a strategy of the registry. */
  readonly strategy: string;
  /** Id of a healing of the registry: what becomes of a cursor inside a token. */
  readonly healing: string;
  /** Ids of constraints of the registry: what a suggestion is held to. */
  readonly constraints: readonly string[];
  /** 0 is greedy. */
  readonly temperature: number;
  /** Seed of the keyed noise; no influence at temperature 0. */
  readonly seed: number;
  /** Where the model is uncertain, texts are tried out before one is taken. */
  readonly cautious: CautiousLimits;
  /** How many texts are wanted to choose from, up to 8; the first is the greedy one. 1 asks for no alternatives. */
  readonly numCandidates: number;
  /** Whether the model is told what was shown. Whether or not, it is not shown again. */
  readonly tellsShown: boolean;
  /** Most tokens to generate. */
  readonly maxTokens: number;
  /** Most tokens of prompt, prefix and suffix together. */
  readonly maxPromptTokens: number;
  /** Most tokens of text from elsewhere, besides those; 0 shows none. */
  readonly maxContextTokens: number;
  /** Decoding stops at the first pass that ends later than this after the prompt was read. `Infinity` for none. */
  readonly timeBudgetMs: number;
  /** When a text is too unsure to be suggested, and where it ends before it becomes so. */
  readonly gate: GateOptions;
  /** Whether it is told how the first text came about. */
  readonly traces: boolean;
}

export const defaultOptions: CompletionOptions = {
  ...noRules,
  strategy: "auto",
  healing: "exact",
  constraints: [],
  temperature: 0,
  seed: 0,
  cautious: noTrials,
  numCandidates: 1,
  tellsShown: true,
  maxTokens: 64,
  maxPromptTokens: 768,
  maxContextTokens: 0,
  timeBudgetMs: Number.POSITIVE_INFINITY,
  gate: openGate,
  traces: false,
};
