/** A token of a suggestion, and what the model knew of it. */
export interface TracedToken {
  /** Its text; half a character is shown as its bytes. */
  readonly text: string;
  /** 0..1, of the distribution that it was chosen from. */
  readonly probability: number;
  readonly entropyBits: number;
  /** Whether `entropyBits` is only known to be at least that. */
  readonly isEntropyBound?: true;
  /** The most probable other token. */
  readonly runnerUp?: { readonly text: string; readonly probability: number };
  /** Name of the drafter that guessed it, "model" where nobody did, "healing" where it spells what was typed. */
  readonly by: string;
  /** Index of the pass that chose it; -1 for the healing pass. */
  readonly pass: number;
}

/** A drafted token. */
export interface TracedNode {
  /** Index among the pass's nodes; -1 for the root. */
  readonly parent: number;
  readonly text: string;
  /** 0..1, the probability with which its whole path was expected to stay. */
  readonly chance: number;
  /** Name of its drafter. */
  readonly by: string;
  readonly isKept: boolean;
}

/** One pass of the model. */
export interface TracedPass {
  readonly ms: number;
  /** Text of the last token before it. */
  readonly root: string;
  /** Parents first. */
  readonly nodes: readonly TracedNode[];
  /** What the model wrote behind the drafted tokens that stayed; left out where the text ended before. */
  readonly wrote?: { readonly text: string; readonly probability: number };
}

/** How a suggestion came about, token by token and pass by pass. */
export interface CompletionTrace {
  readonly tokens: readonly TracedToken[];
  readonly passes: readonly TracedPass[];
}
