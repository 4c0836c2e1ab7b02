import { at } from "../../src/core/at";
import { unconstrained } from "../../src/core/constrain/unconstrained";
import { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { Drafter, DraftRequest } from "../../src/core/draft/drafter";
import { greedyPicker } from "../../src/core/sample/greedyPicker";
import { chainTree } from "../../src/core/tree/chainTree";
import { SampleAndMatch } from "../../src/core/verify/sampleAndMatch";
import { plainDraftRequest } from "./draftToy";
import { FakeModel, type LogitsOf } from "./fakeModel";

/** A model that writes `text` behind a prompt of `numPromptTokens`, whatever stands in it, and token 0 behind that. */
export function writerOf(text: readonly number[], numPromptTokens: number): LogitsOf {
  return (context) => {
    const logits = new Float32Array(1 + Math.max(0, ...text));
    logits[text[context.length - numPromptTokens] ?? 0] = 9;
    return logits;
  };
}

/**
 * Lets a drafter draft along a greedy text, with what it ranks lower half as probable as what it ranks higher.
 *
 * @returns [passes] tokens that each pass emitted
 */
export async function draftAlong(
  drafter: Drafter,
  options: {
    readonly prompt: readonly number[];
    readonly logitsOf: LogitsOf;
    readonly vocabSize: number;
    readonly numTokens: number;
    readonly maxDrafts: number;
    readonly maxLooks?: number;
    readonly request?: Partial<DraftRequest>;
  },
): Promise<readonly (readonly number[])[]> {
  const { logitsOf, vocabSize, maxDrafts, maxLooks = 0, numTokens } = options;
  const prompt = Int32Array.from(options.prompt);
  const model = new FakeModel({ vocabSize, logitsOf, topK: Math.min(8, vocabSize) });
  const verifier = new SampleAndMatch({ endTokens: new Set() });
  drafter.begin(prompt, { ...plainDraftRequest, ...options.request });
  let root = at(prompt, prompt.length - 1);
  if (prompt.length > 1) {
    const rows = Int32Array.from(prompt.subarray(0, -1).keys());
    const prefilled = await model.forward(chainTree(prompt.slice(0, -1)), rows);
    drafter.observePrompt(prefilled, rows.slice(Math.max(0, rows.length - drafter.numPromptRows)));
    model.keep(prefilled, rows);
  }
  const passes: number[][] = [];
  while (passes.flat().length < numTokens) {
    const limits = {
      maxCandidates: 128,
      maxLooks,
      maxDepth: Math.min(maxDrafts, numTokens - passes.flat().length - 1),
    };
    const builder = new DraftBuilder(
      root,
      limits,
      ({ rank, probability }) => probability ?? 0.9 * 0.5 ** rank,
    );
    await drafter.draft(builder);
    const draft = builder.build(() => maxDrafts);
    const output = await model.forward(draft.tree, Int32Array.from(draft.tree.tokens.keys()));
    const { path, emitted } = await verifier.verify(output, greedyPicker, unconstrained, 0);
    model.keep(output, path);
    drafter.observe({ draft, output, path, emitted });
    passes.push(Array.from(emitted));
    root = at(emitted, emitted.length - 1);
  }
  return passes;
}
