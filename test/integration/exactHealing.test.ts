import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import { findMarks, type FimMarks } from "../../src/core/complete/fimMarks";
import { fimPrompt } from "../../src/core/complete/fimPrompt";
import { ByteModel, END_OF_TEXT } from "../../src/core/heal/byteModel";
import { stableBoundary } from "../../src/core/heal/stableBoundary";
import { chainTree } from "../../src/core/tree/chainTree";
import { concatTokens } from "../../src/core/tokens/concatTokens";
import { TokenIndex } from "../../src/core/tokens/tokenIndex";
import { encodeUtf8 } from "../../src/core/tokens/utf8";
import type { OpenedModel } from "../../src/runtime/openModel";
import { noParts } from "../support/promptParts";
import { modelsFolder, openSeedModel } from "../support/seedModel";

let opened: OpenedModel;
let marks: FimMarks;
let bytes: ByteModel;
beforeAll(async () => {
  opened = await openSeedModel("fp32");
  const { vocabulary, format, model } = opened;
  marks = findMarks(format, vocabulary);
  const index = new TokenIndex(vocabulary);
  bytes = new ByteModel({ model, vocabulary, index, endTokens: marks.end });
});
afterAll(() => opened.close());

const source = readFileSync(path.join(modelsFolder, "..", "src/core/tree/treeBuilder.ts"), "utf8");

/** A prompt whose middle begins with `text`. */
const promptOf = (text: string): Int32Array =>
  fimPrompt(marks, { ...noParts, fromHole: opened.vocabulary.encode(text) }, "prefix-first");

describe("the embedded model as a model of bytes", () => {
  it("gives a text one probability, wherever it is cut", async () => {
    const { vocabulary } = opened;
    const text = source.slice(200, 700);
    for (const [from, to] of [
      [60, 110],
      [200, 245],
      [400, 450],
    ] as const) {
      const start = stableBoundary(text.slice(0, from), vocabulary).index;
      const whole = await bytes.logProbability(
        promptOf(text.slice(0, start)),
        encodeUtf8(text.slice(start, to)),
      );
      for (let cut = from + 1; cut < to; cut += 3) {
        const boundary = stableBoundary(text.slice(0, cut), vocabulary).index;
        // Up to the boundary the text has one spelling; behind it, all covers count.
        const between = encodeUtf8(text.slice(start, boundary));
        const behind = encodeUtf8(text.slice(boundary, to));
        const tokens = vocabulary.encode(text.slice(start, boundary));
        const first = await sequenceLogProbability(promptOf(text.slice(0, start)), tokens);
        const rest = await bytes.logProbability(promptOf(text.slice(0, boundary)), behind);
        expect(between.length + behind.length).toBe(encodeUtf8(text.slice(start, to)).length);
        expect(Math.abs(first + rest - whole)).toBeLessThan(1e-3);
      }
    }
  });

  it("leaves hardly any of the model's mass out: it writes what its tokenizer writes", async () => {
    const text = source.slice(0, 900);
    for (const cut of [100, 333, 503, 720, 888]) {
      const boundary = stableBoundary(text.slice(0, cut), opened.vocabulary).index;
      const prompt = promptOf(text.slice(0, boundary));
      const prefix = encodeUtf8(text.slice(boundary, cut));
      const next = await bytes.nextByteDistribution(prompt, prefix);
      const log = await bytes.logProbability(prompt, prefix);
      const expected = encodeUtf8(text.slice(cut))[0] ?? END_OF_TEXT;
      const longer = Uint8Array.of(...prefix, expected);
      const ratio = Math.exp((await bytes.logProbability(prompt, longer)) - log);
      // The distribution is normalised over canonical text, the ratio is not.
      expect(ratio / at(next, expected)).toBeGreaterThan(0.9);
      expect(ratio / at(next, expected)).toBeLessThan(1 + 1e-6);
      expect(next.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
  });
});

/** log P(tokens | prompt), read off one token at a time. */
async function sequenceLogProbability(prompt: Int32Array, tokens: Int32Array): Promise<number> {
  const { model } = opened;
  let log = 0;
  for (const [i, token] of tokens.entries()) {
    const context = concatTokens([prompt, tokens.subarray(0, i)]);
    model.truncate(0);
    const tree = chainTree(context);
    const last = context.length - 1;
    const output = await model.forward(tree, Int32Array.of(last), { wantsLogits: true });
    const row = await output.fullRow(last);
    log += at(row, token) - output.row(last).logSumExp;
  }
  return log;
}
