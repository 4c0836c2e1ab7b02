import { at } from "../../src/core/at";
import type { Constraint } from "../../src/core/constrain/constraint";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import type { Strategy } from "../../src/core/decode/strategy";
import { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { DraftLimits } from "../../src/core/draft/draftLimits";
import { invariant } from "../../src/core/errors";
import type { TokenPicker } from "../../src/core/sample/tokenPicker";
import { chainTree } from "../../src/core/tree/chainTree";
import { plainDraftRequest } from "./draftToy";
import { FakeClock } from "./fakeClock";
import type { FakeModel } from "./fakeModel";

/** What a run is made of, beside its strategy. */
export interface SampledRunParts {
  readonly target: FakeModel;
  readonly draft: FakeModel;
  /** Picks for the model, and tells its laws to drafter and verifier. */
  readonly picker: TokenPicker;
  readonly prompt: readonly number[];
  readonly numTokens: number;
  /** What the draft may be, beside the strategy's own limits. */
  readonly limits?: Partial<DraftLimits>;
  readonly endTokens?: ReadonlySet<number>;
  /** Nothing is forbidden if left out. */
  readonly constraint?: Constraint<unknown>;
  /** How many drafts are checked, given their chances; all if left out. */
  readonly numDrafts?: (chances: Float64Array) => number;
  /** Most passes; no limit if left out. */
  readonly maxPasses?: number;
}

/** What a run wrote, and how many passes of the model it took. */
export interface SampledRun {
  readonly tokens: readonly number[];
  readonly numPasses: number;
}

/** Drafts, runs and verifies until so many tokens are there, or the text ends: the bare loop, with nothing else in it. */
export async function sampledRun(strategy: Strategy, parts: SampledRunParts): Promise<SampledRun> {
  const {
    target,
    draft,
    picker,
    prompt,
    numTokens,
    limits,
    endTokens = new Set(),
    maxPasses = Infinity,
  } = parts;
  const onFailure = (error: unknown): void => {
    throw error;
  };
  const drafter = strategy.createDrafter({
    vocabSize: target.vocabSize,
    clock: new FakeClock(),
    draft: { model: draft, onFailure },
  });
  const verifier = strategy.createVerifier?.({ endTokens, drafter });
  invariant(verifier !== undefined, "the strategy weighs its drafts");
  target.truncate(0);
  drafter.begin(Int32Array.from(prompt), { ...plainDraftRequest, pickerFor: () => picker });
  if (prompt.length > 1) {
    const before = Int32Array.from(prompt.slice(0, -1));
    target.keep(
      await target.forward(chainTree(before), Int32Array.of()),
      before.map((_, i) => i),
    );
  }
  const constraint: Constraint<unknown> = parts.constraint ?? unconstrained;
  let state = constraint.start();
  const tokens: number[] = [];
  let numPasses = 0;
  while (tokens.length < numTokens && numPasses < maxPasses) {
    const root = tokens.at(-1) ?? at(prompt, prompt.length - 1);
    const builder = new DraftBuilder(
      root,
      {
        maxCandidates: strategy.maxDrafts,
        maxDepth: Math.min(strategy.maxDepth, numTokens - tokens.length - 1),
        endTokens,
        mask: { constraint, state },
        ...limits,
      },
      ({ probability }) => probability ?? 0.5,
    );
    await drafter.draft(builder);
    const built = builder.build(parts.numDrafts ?? (({ length }) => length));
    const { tree } = built;
    const output = await target.forward(
      tree,
      tree.tokens.map((_, node) => node),
    );
    const verdict = await verifier.verify(output, picker, constraint, state);
    const { path, emitted } = verdict;
    state = verdict.state;
    target.keep(output, path);
    drafter.observe({ draft: built, output, path, emitted });
    tokens.push(...emitted);
    numPasses += 1;
    if (endTokens.has(at(emitted, emitted.length - 1))) break;
  }
  return { tokens, numPasses };
}
