import { beforeEach, describe, expect, it } from "vitest";
import { Sequences } from "../../../src/core/model/sequences";
import { chainTree } from "../../../src/core/tree/chainTree";
import { FakeModel, hashLogits } from "../../support/fakeModel";

let model: FakeModel;
let sequences: Sequences;

beforeEach(() => {
  model = new FakeModel({ vocabSize: 200, logitsOf: hashLogits({ seed: 1, vocabSize: 200 }) });
  sequences = new Sequences(model, 8 * 100);
});

/** Forty tokens that begin so, and one more that is never kept. */
function promptOf(first: number, length = 40): Int32Array {
  return Int32Array.from({ length: length + 1 }, (_, i) => (first + i) % 200);
}

/** @returns how many tokens of the prompt were found */
async function read(document: string, prompt: Int32Array): Promise<number> {
  sequences.enter(document);
  const numFound = sequences.reuse(prompt);
  const rest = prompt.slice(numFound, -1);
  if (rest.length > 0) {
    sequences.keep(
      await model.forward(chainTree(rest), new Int32Array(0)),
      rest.map((_, i) => i),
    );
  }
  expect(model.cachedTokens).toEqual([...prompt.slice(0, -1)]);
  return numFound;
}

describe("Sequences", () => {
  it("finds the rows of a document that was left", async () => {
    expect(await read("a", promptOf(0))).toBe(0);
    expect(await read("b", promptOf(100))).toBe(0);
    expect(await read("a", promptOf(0, 43))).toBe(40);
    expect(await read("b", promptOf(100))).toBe(40);
  });

  it("says before what it would find", async () => {
    await read("a", promptOf(0));
    await read("b", promptOf(100));
    expect(sequences.shared(promptOf(0, 60))).toBe(40);
    expect(model.cachedTokens).toEqual([...promptOf(100).slice(0, -1)]);
  });

  it("puts nothing away while the document stays the same", async () => {
    await read("a", promptOf(0));
    await read("a", promptOf(100));
    expect(await read("a", promptOf(0))).toBe(0);
  });

  it("shares a beginning among documents", async () => {
    await read("a", promptOf(0));
    await read("b", promptOf(100));
    expect(await read("c", Int32Array.of(...promptOf(0).slice(0, 30), 150, 151))).toBe(30);
    expect(await read("a", promptOf(0))).toBe(40);
  });

  it("keeps no more than it may, and nothing if it may not", async () => {
    for (const [i, document] of ["a", "b", "c", "d"].entries()) {
      await read(document, promptOf(i * 50));
    }
    expect(sequences.shared(promptOf(0))).toBe(0);
    expect(sequences.shared(promptOf(50))).toBe(40);
    sequences.limit(0);
    expect(sequences.shared(promptOf(50))).toBe(0);
  });

  it("puts away no text that is read again as fast", async () => {
    await read("a", promptOf(0, 20));
    await read("b", promptOf(100));
    expect(await read("a", promptOf(0, 20))).toBe(0);
  });

  it("is as ready as ever after rows that did not come back", async () => {
    await read("a", promptOf(0));
    await read("b", promptOf(100));
    model.beforeRestore = () => {
      throw new Error("no memory");
    };
    sequences.enter("a");
    expect(() => sequences.reuse(promptOf(0))).toThrow("no memory");
    expect(sequences.cachedLength).toBe(0);
    model.beforeRestore = undefined;
    expect(await read("c", promptOf(150))).toBe(0);
  });
});
