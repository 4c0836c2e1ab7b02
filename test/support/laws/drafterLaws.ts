import { expect } from "vitest";
import { at } from "../../../src/core/at";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import { DraftBuilder } from "../../../src/core/draft/draftBuilder";
import type { Draft } from "../../../src/core/draft/draft";
import type { Drafter } from "../../../src/core/draft/drafter";
import { startingChance } from "../../../src/core/draft/startingChance";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { chainTree } from "../../../src/core/tree/chainTree";
import { SampleAndMatch } from "../../../src/core/verify/sampleAndMatch";
import { plainDraftRequest } from "../draftToy";
import { checkTree, FakeModel, hashLogits } from "../fakeModel";
import { seededRandom } from "../randomTree";

/**
 * The laws of the port: whatever a drafter has seen, it guesses within any limits what makes a valid tree, drafting twice from
 * the same state gives the same draft, and it draws on nothing but what it was shown.
 */
export async function checkDrafter(create: () => Drafter, vocabSize: number): Promise<void> {
  const random = seededRandom(2);
  const [drafter, twin] = [create(), create()];
  const verifier = new SampleAndMatch({ endTokens: new Set() });
  const draw = (below: number): number => Math.floor(random() * below);
  for (let request = 0; request < 8; request++) {
    const model = new FakeModel({
      vocabSize,
      logitsOf: hashLogits({ seed: request % 3, vocabSize, order: 1 }),
      topK: 1 + draw(8),
    });
    const prompt = Int32Array.from({ length: 2 + draw(20) }, () => draw(vocabSize));
    for (const one of [drafter, twin]) one.begin(prompt, plainDraftRequest);
    const rows = Int32Array.from(prompt.keys()).slice(-drafter.numPromptRows || prompt.length);
    const prefilled = await model.forward(chainTree(prompt), rows);
    for (const one of [drafter, twin]) one.observePrompt(prefilled, rows);
    model.keep(prefilled, Int32Array.from(prompt.keys()).slice(0, -1));
    for (const one of [drafter, twin]) await one.readPrompt?.();

    let root = at(prompt, prompt.length - 1);
    for (let step = 0; step < 10; step++) {
      const maxDrafts = draw(20);
      const limits = {
        maxCandidates: draw(20),
        maxDepth: draw(7),
        maxLooks: maxDrafts % 10,
        endTokens: new Set([0]),
      };
      const drafts: Draft[] = [];
      for (const one of [drafter, drafter, twin]) {
        const builder = new DraftBuilder(root, limits, startingChance);
        await one.draft(builder);
        drafts.push(builder.build(() => maxDrafts));
      }
      const [draft] = drafts;
      if (draft === undefined) return;
      for (const other of drafts) expect(other).toEqual(draft);
      const { tree, candidates } = draft;
      for (const { guesses } of candidates.slice(1)) expect(guesses).not.toEqual([]);
      checkTree(tree, vocabSize);
      expect(tree.size - 1).toBeLessThanOrEqual(
        Math.min(maxDrafts + limits.maxLooks, limits.maxCandidates),
      );
      expect(Math.max(...tree.depths)).toBeLessThanOrEqual(limits.maxDepth);
      const output = await model.forward(tree, Int32Array.from(tree.tokens.keys()));
      const { path, emitted } = await verifier.verify(output, greedyPicker, unconstrained, 0);
      model.keep(output, path);
      for (const one of [drafter, twin]) one.observe({ draft, output, path, emitted });
      root = emitted.at(-1) ?? 0;
    }
  }
}
