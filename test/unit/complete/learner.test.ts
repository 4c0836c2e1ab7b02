import { describe, expect, it } from "vitest";
import { Learner } from "../../../src/core/complete/learner";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import { FakeClock } from "../../support/fakeClock";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();

/** A learner for which each piece of a text takes a millisecond. */
class Bench {
  readonly texts = new Map<string, Int32Array>();
  readonly accepted: Int32Array[] = [];
  readonly clock = new FakeClock();
  numPieces = 0;
  readonly learner: Learner;

  constructor() {
    const encoder = new CachedEncoder(vocabulary);
    const pieces = (text: string) => this.#counted(encoder.pieces(text));
    this.learner = new Learner({
      encoder: { pieces },
      clock: this.clock,
      texts: this.texts,
      accepted: { add: (tokens) => this.accepted.push(tokens) },
    });
  }

  learn(name: string, text: string): void {
    this.learner.learn({ kind: "text", name, text });
  }

  studyAll(): void {
    while (this.learner.study());
  }

  *#counted(pieces: Generator<Int32Array, void>): Generator<Int32Array, void> {
    for (const piece of pieces) {
      this.numPieces++;
      this.clock.nowMs++;
      yield piece;
    }
  }
}

const line = "const fooCount = countAll(foo);\n";

describe("Learner", () => {
  it("learns texts and accepted suggestions as the vocabulary has them", () => {
    const bench = new Bench();
    bench.learn("a.ts", line.repeat(20));
    bench.learner.learn({ kind: "accepted", text: "foo (123);" });
    bench.studyAll();
    expect([...bench.texts]).toEqual([["a.ts", vocabulary.encode(line.repeat(20))]]);
    expect(bench.accepted).toEqual([vocabulary.encode("foo (123);")]);
  });

  it("studies for some milliseconds at a time, and says when there is no more", () => {
    const bench = new Bench();
    expect(bench.learner.study()).toBe(false);
    bench.learn("a.ts", line.repeat(12));
    expect([bench.learner.study(), bench.numPieces]).toEqual([true, 5]);
    expect([bench.learner.study(), bench.numPieces]).toEqual([true, 10]);
    expect(bench.texts.size).toBe(0);
    expect(bench.learner.study()).toBe(false);
    expect(bench.texts.size).toBe(1);
  });

  it("reads the latest of several texts of one name only", () => {
    const bench = new Bench();
    bench.learn("a.ts", line.repeat(12));
    bench.learner.study();
    for (const text of ["one\n", "two\n"]) bench.learn("a.ts", text);
    const numBefore = bench.numPieces;
    bench.studyAll();
    expect(bench.texts.get("a.ts")).toEqual(vocabulary.encode("two\n"));
    expect(bench.numPieces - numBefore).toBe(1);
  });

  it("forgets a text, whether it was read or not", () => {
    const bench = new Bench();
    bench.learn("a.ts", "one\n");
    bench.studyAll();
    bench.learn("b.ts", "two\n");
    for (const name of ["a.ts", "b.ts"]) bench.learner.learn({ kind: "forget", name });
    bench.studyAll();
    expect(bench.texts.size).toBe(0);
  });

  it("leaves out what cannot be learnt and goes on", () => {
    let isBroken = true;
    const accepted: Int32Array[] = [];
    const learner = new Learner({
      encoder: new CachedEncoder(vocabulary),
      clock: new FakeClock(),
      texts: new Map(),
      accepted: {
        add: (tokens) => {
          if (isBroken) throw new Error("a defect");
          accepted.push(tokens);
        },
      },
    });
    for (const text of ["one", "two"]) learner.learn({ kind: "accepted", text });
    expect(() => learner.study()).toThrow("a defect");
    isBroken = false;
    expect(learner.study()).toBe(false);
    expect(accepted).toEqual([vocabulary.encode("two")]);
  });
});
