import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { heldBytes } from "../../../src/core/constrain/heldBytes";
import { DraftWriter } from "../../../src/core/draft/draftWriter";
import { concatBytes } from "../../../src/core/tokens/concatBytes";
import { encodeUtf8 } from "../../../src/core/tokens/utf8";
import { plainDraftRequest } from "../../support/draftToy";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits, type LogitsOf } from "../../support/fakeModel";
import { toyFormat } from "../../support/toyFormat";
import { wordyVocabulary as from } from "../../support/wordyVocabulary";

const vocabSize = from.size;
const prefix = "const y; let x";

interface Said {
  readonly bytes: Uint8Array;
  readonly numPasses: number;
  /** The tokens behind which it was asked first: what no further text can change. */
  readonly context: readonly number[];
}

/** What a writer that has read `prefix` says first behind `text`, which is written there. */
async function sayBehind(text: Uint8Array, logitsOf: LogitsOf): Promise<Said> {
  const contexts: (readonly number[])[] = [];
  const model = new FakeModel({
    vocabSize,
    logitsOf: (context) => {
      contexts.push([...context]);
      return logitsOf(context);
    },
  });
  const writer = new DraftWriter({ model, clock: new FakeClock(), from, format: toyFormat });
  writer.begin({ path: "a.ts", prefix, suffix: "" }, plainDraftRequest);
  await writer.readPrompt();
  const numBefore = model.numForwards;
  writer.follow(text);
  await writer.write();
  const numPasses = model.numForwards - numBefore;
  return { bytes: writer.ahead, numPasses, context: contexts[0] ?? [] };
}

/** The same by the definition: the most probable token that agrees with what stands there, one after the other. */
function saidByDefinition(
  text: Uint8Array,
  context: readonly number[],
  logitsOf: LogitsOf,
): Uint8Array {
  const given = concatBytes([encodeUtf8(prefix), text]);
  const read = context.slice(1 + context.findLastIndex((token) => from.isSpecial(token)));
  const numRead = concatBytes(read.map((token) => from.bytesOf(token))).length;
  const held = heldBytes(given.subarray(numRead), from);
  const tokens = [...context];
  let numSpelt = 0;
  for (let length = numRead; ;) {
    const row = logitsOf(tokens);
    const admitted = [...row.keys()].filter(
      (token) => held.isFree(numSpelt) || held.admits(numSpelt, token),
    );
    const token = admitted.reduce((best, one) => (at(row, one) > at(row, best) ? one : best));
    const bytes = from.bytesOf(token);
    if (from.isSpecial(token)) return new Uint8Array(0);
    if (length + bytes.length > given.length) return bytes.subarray(given.length - length);
    tokens.push(token);
    length += bytes.length;
    numSpelt = held.next(numSpelt, token);
  }
}

describe("a draft model that is held to what stands there", () => {
  it("reads all of it in one pass where it spells it as the tokenizer does", async () => {
    const document = from.encode(`${prefix} = (foo)`);
    const author: LogitsOf = (context) => {
      const numWritten = context.length - context.findLastIndex((token) => from.isSpecial(token));
      return Float32Array.from({ length: vocabSize }, (_, token) =>
        token === document[numWritten - 1] ? 9 : 0,
      );
    };
    const { bytes, numPasses } = await sayBehind(encodeUtf8(" = (foo"), author);
    expect(bytes).toEqual(encodeUtf8(")"));
    expect(numPasses).toBe(1);
  });

  it("says what it would say if each token took a pass", async () => {
    let numInSeveral = 0;
    for (const written of [
      " = (fo",
      "; return fo",
      " = 12;\n  ",
      "é",
      "; turn 1",
      " = abc, 12, a",
    ]) {
      const text = encodeUtf8(written);
      for (let seed = 0; seed < 20; seed++) {
        const logitsOf = hashLogits({ seed, vocabSize });
        const { bytes, numPasses, context } = await sayBehind(text, logitsOf);
        expect(bytes).toEqual(saidByDefinition(text, context, logitsOf));
        if (numPasses > 1) numInSeveral += 1;
      }
    }
    // Else nothing would be seen of what is spelt in another way than the tokenizer's.
    expect(numInSeveral).toBeGreaterThan(20);
  });
});
