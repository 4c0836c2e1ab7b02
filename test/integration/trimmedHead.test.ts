import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { Completer } from "../../src/core/complete/completer";
import { defaultOptions } from "../../src/core/complete/request";
import type { ModelSource } from "../../src/core/model/modelSource";
import { neverCancelled } from "../../src/core/ports";
import { chainTree } from "../../src/core/tree/chainTree";
import { describeModel } from "../../src/runtime/describeModel";
import { headTokens } from "../../src/runtime/graph/headTokens";
import { openDraft } from "../../src/runtime/openDraft";
import { openModel, type OpenedModel } from "../../src/runtime/openModel";
import { locateModel } from "../../src/store/locateModel";
import { aRequest } from "../support/completionFixtures";
import { FakeClock } from "../support/fakeClock";
import { graphsFolder, modelsFolder, openSeedModel, silentLogger } from "../support/seedModel";
import { targetRow } from "../support/fakeModel";

const numHeadTokens = 2000;

const options = {
  cacheFolder: graphsFolder,
  precision: "fp32",
  threads: 1,
  logger: silentLogger,
} as const;

describe("the embedded model with a trimmed head", () => {
  let source: ModelSource;
  let whole: OpenedModel;
  beforeAll(async () => {
    source = await locateModel(modelsFolder, "foretype-seed");
    whole = await openSeedModel("fp32");
  });
  afterAll(async () => {
    await whole.close();
  });

  it.each(["fp32", "int8"] as const)(
    "gives the tokens that it scores the logits that they have, at %s",
    async (precision) => {
      const own = await openSeedModel(precision);
      const trimmed = await openModel(source, { ...options, precision, numHeadTokens });
      const { vocabulary } = own;
      const marks = Array.from({ length: vocabulary.size }, (_, token) => token).filter((token) =>
        vocabulary.isSpecial(token),
      );
      const tokens = headTokens(numHeadTokens, vocabulary.size, marks);
      try {
        const text = vocabulary.encode(
          (await readFile(import.meta.filename, "utf8")).slice(0, 120),
        );
        const nodes = Int32Array.from(text.keys());
        const outputs = [
          await own.model.forward(chainTree(text), nodes, { wantsLogits: true }),
          await trimmed.model.forward(chainTree(text), nodes),
        ] as const;
        for (const node of nodes) {
          const all = await outputs[0].fullRow(node);
          const few = await outputs[1].fullRow(node);
          expect(few).toHaveLength(vocabulary.size);
          const expected = new Float32Array(vocabulary.size).fill(-Infinity);
          for (const token of tokens ?? []) expected[token] = at(all, token);
          expect(
            few.every(
              (logit, token) =>
                Math.abs(logit - at(expected, token)) < 1e-4 || logit === expected[token],
            ),
          ).toBe(true);
          // What comes out of the graph is what the row says, by the tokens' own ids.
          const { ids, logits, logSumExp, entropy } = outputs[1].row(node);
          const row = targetRow(few, ids.length);
          expect(ids).toEqual(row.ids);
          expect(logits).toEqual(row.logits);
          expect(logSumExp).toBeCloseTo(row.logSumExp, 4);
          expect(entropy).toBeCloseTo(row.entropy, 3);
        }
      } finally {
        await trimmed.close();
        await own.close();
      }
    },
  );

  it("drafts for the whole one without changing its text", async () => {
    const target = { name: source.name, vocabulary: whole.vocabulary };
    const drafting = await openDraft(source, { ...options, numHeadTokens, target });
    try {
      const { draft } = drafting;
      expect(draft.translation).toBeUndefined();
      const completer = new Completer({ ...whole, clock: new FakeClock(), draft });
      for (const temperature of [0, 0.8]) {
        const complete = (strategy: string): ReturnType<Completer["complete"]> =>
          completer.complete(
            aRequest({ shape: "block" }),
            { ...defaultOptions, strategy, temperature, maxTokens: 32 },
            neverCancelled,
          );
        const [plain, drafted] = [await complete("autoregressive"), await complete("draft-model")];
        expect({ ...drafted, stats: 0 }).toEqual({ ...plain, stats: 0 });
        expect(drafted.stats?.numAcceptedTokens).toBeGreaterThan(0);
      }
    } finally {
      await drafting.close();
    }
  });

  it("has a graph of its own beside the whole one's", async () => {
    const ask = { ...options, fileBytes: 0 };
    const [all, few] = [
      await describeModel(source, ask),
      await describeModel(source, { ...ask, numHeadTokens }),
    ];
    expect([all.isBuilt, few.isBuilt]).toEqual([true, true]);
  });
});
