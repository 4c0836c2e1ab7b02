import { DrafterWorth } from "../cost/drafterWorth";
import type { StepOutput } from "../model/languageModel";
import type { Clock } from "../ports";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";

/** What it takes to tell what a drafter is worth. */
export interface ThriftParts {
  readonly clock: Clock;
  /** Milliseconds of a pass of the model over `n` nodes; left out where nobody knows, so that the drafter is always asked. */
  readonly costOf?: ((n: number) => number) | undefined;
}

/**
 * One of several drafters, asked for drafts only as long as it pays for itself: beside others that guess the same, or where its
 * texts have nothing to say, it would only take time. It goes on to learn from all that happens.
 *
 * For drafters that nobody has to wait for: time that passes elsewhere is not counted.
 */
export class ThriftyDrafter implements Drafter {
  readonly name: string;
  readonly numPromptRows: number;
  readonly #drafter: Drafter;
  readonly #parts: ThriftParts;
  readonly #worth = new DrafterWorth();
  /** Whether it takes part in this request. */
  #isAwake = true;
  /** What the last draft took in milliseconds, and what was open before it; `undefined` if it was not asked. */
  #asked: { readonly ms: number; readonly open: number } | undefined;

  constructor(drafter: Drafter, parts: ThriftParts) {
    this.name = drafter.name;
    this.numPromptRows = drafter.numPromptRows;
    this.#drafter = drafter;
    this.#parts = parts;
  }

  begin(tokens: Int32Array, request: DraftRequest): void {
    this.#asked = undefined;
    this.#worth.doubt();
    this.#isAwake = this.#worth.pays;
    if (this.#isAwake) this.#drafter.begin(tokens, request);
  }

  observePrompt(output: StepOutput, rows: Int32Array): void {
    if (this.#isAwake) this.#drafter.observePrompt(output, rows);
  }

  draft(into: DraftBuilder): void | Promise<void> {
    this.#asked = undefined;
    if (!this.#isAwake) return;
    const { open } = into;
    if (!this.#worth.wanted(open)) return;
    const { clock } = this.#parts;
    const began = clock.now();
    const drafting = this.#drafter.draft(into);
    this.#asked = { ms: clock.now() - began, open };
    return drafting;
  }

  observe(step: VerifiedStep): void {
    if (!this.#isAwake) return;
    const { clock, costOf } = this.#parts;
    const began = clock.now();
    this.#drafter.observe(step);
    const learnMs = clock.now() - began;
    const plainMs = costOf?.(1) ?? 0;
    if (this.#asked === undefined || costOf === undefined || !(plainMs > 0)) return;
    const { ms, open } = this.#asked;
    const checkedMs = numNodes(this.name, step) * msPerNode(step, plainMs, costOf);
    const saved = numFirstGuesses(this.name, step) - checkedMs / plainMs;
    this.#worth.add(saved, { open, cost: (ms + learnMs) / plainMs });
  }
}

/** How many nodes of the draft are there for a drafter's guess. */
function numNodes(name: string, { draft }: VerifiedStep): number {
  return draft?.sources.reduce((num, source) => num + (source === name ? 1 : 0), 0) ?? 0;
}

/** What each node below the root added to the pass. */
function msPerNode(
  { draft }: VerifiedStep,
  plainMs: number,
  costOf: (n: number) => number,
): number {
  const size = draft?.tree.size ?? 1;
  return size < 2 ? 0 : (costOf(size) - plainMs) / (size - 1);
}

/** How many of the accepted tokens a drafter was the first to guess. */
function numFirstGuesses(name: string, { draft, path }: VerifiedStep): number {
  if (draft === undefined) return 0;
  let num = 0;
  for (const node of path.subarray(1)) {
    const [first] = draft.candidates[draft.nodes.indexOf(node)]?.guesses ?? [];
    if (first?.source === name) num += 1;
  }
  return num;
}
