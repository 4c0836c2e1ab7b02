import { describe, expect, it } from "vitest";
import type { Lesson } from "../../../../src/core/complete/lesson";
import { WorkspaceLearning } from "../../../../src/extension/learn/workspaceLearning";
import { FakeDocument } from "../../../support/fakeDocument";
import { FakeTimers } from "../../../support/fakeTimers";

/** Long enough for all documents to be told of. */
const longMs = 10_000;

class Bench {
  readonly timers = new FakeTimers();
  readonly #lessons: Lesson[] = [];
  readonly learning = new WorkspaceLearning({
    engine: { learn: (lesson) => this.#lessons.push(lesson) },
    timers: this.timers,
  });

  /** What was told since the last call, in short. */
  told(): readonly string[] {
    return this.#lessons
      .splice(0)
      .map((lesson) => (lesson.kind === "forget" ? `- ${lesson.name}` : lesson.text));
  }

  settle(): readonly string[] {
    this.timers.advance(longMs);
    return this.told();
  }
}

function documents(
  length: number,
  nameOf = (index: number) => `${String(index)}.ts`,
): FakeDocument[] {
  return Array.from(
    { length },
    (_, index) => new FakeDocument(nameOf(index), `text ${String(index)}`),
  );
}

const document = (name = "a.ts", text = "let a;\n"): FakeDocument => new FakeDocument(name, text);

describe("WorkspaceLearning", () => {
  it("tells of a document when the user rests, and again when it was changed", () => {
    const bench = new Bench();
    const edited = document();
    bench.learning.used(edited);
    for (const text of ["let b;\n", "let c;\n"]) {
      bench.timers.advance(1_000);
      edited.edit(text);
      bench.learning.used(edited);
    }
    expect(edited.numReads).toBe(0);
    expect(bench.settle()).toEqual(["let c;\n"]);
    expect(bench.settle()).toEqual([]);
    edited.edit("let d;\n");
    bench.learning.used(edited);
    expect(bench.settle()).toEqual(["let d;\n"]);
  });

  it("tells of one document at a time, and last of the one used last", () => {
    const bench = new Bench();
    const [first, second, third] = documents(3);
    if (first === undefined || second === undefined || third === undefined) return;
    bench.learning.used(first);
    bench.learning.used(second);
    bench.learning.opened(third);
    bench.timers.advance(1_500);
    expect(bench.told()).toEqual(["text 2"]);
    expect(bench.settle()).toEqual(["text 0", "text 1"]);
    bench.learning.used(first);
    expect(bench.settle()).toEqual(["text 0"]);
  });

  it("forgets the document that was used longest ago when there are too many", () => {
    const bench = new Bench();
    const many = documents(24);
    for (const each of many) bench.learning.used(each);
    expect(bench.settle()).toHaveLength(24);
    bench.learning.opened(document("background.ts"));
    expect(bench.settle()).toEqual([]);
    const [first] = many;
    if (first !== undefined) bench.learning.used(first);
    bench.learning.used(document());
    expect(bench.settle()).toEqual(["- 1.ts", "text 0", "let a;\n"]);
  });

  it("takes but some cells of a notebook, those that were used last", () => {
    const bench = new Bench();
    const cells = documents(20, (index) => `n.ipynb#${String(index)}`);
    for (const cell of cells) bench.learning.opened(cell);
    expect(bench.settle()).toHaveLength(8);
    const last = cells.at(-1);
    if (last !== undefined) bench.learning.used(last);
    expect(bench.settle()).toEqual(["- n.ipynb#7", "text 19"]);
  });

  it("keeps what is known of a closed document until another model is there, and what was taken", () => {
    const bench = new Bench();
    for (const each of [document(), document("b.ts", "let b;\n")]) bench.learning.used(each);
    bench.settle();
    bench.learning.accepted("a.ts", "f(1);");
    bench.learning.accepted("secret.env", "KEY=1");
    bench.learning.closed("a.ts");
    expect(bench.settle()).toEqual(["f(1);"]);
    bench.learning.startOver();
    expect(bench.settle()).toEqual(["f(1);", "let b;\n"]);
  });

  it.each(["opened", "used"] as const)(
    "learns a document anew that was closed and is %s",
    (way) => {
      const bench = new Bench();
      bench.learning.used(document());
      bench.settle();
      bench.learning.closed("a.ts");
      bench.learning[way](document("a.ts", "let z;\n"));
      expect(bench.settle()).toEqual(["let z;\n"]);
      bench.learning.startOver();
      expect(bench.settle()).toEqual(["let z;\n"]);
    },
  );

  it("never tells of a document that is closed before it was told of", () => {
    const bench = new Bench();
    bench.learning.used(document());
    bench.learning.closed("a.ts");
    expect(bench.settle()).toEqual([]);
  });

  it("forgets a text that is no longer one to learn from", () => {
    const bench = new Bench();
    const edited = document();
    bench.learning.used(edited);
    bench.settle();
    edited.edit("-----BEGIN PRIVATE KEY-----\n");
    bench.learning.used(edited);
    expect(bench.settle()).toEqual(["- a.ts"]);
  });

  it("forgets everything when it is stopped, and leaves no alarm", () => {
    const bench = new Bench();
    bench.learning.used(document());
    bench.settle();
    bench.learning.used(document("b.ts"));
    bench.learning.accepted("b.ts", "f(1);");
    bench.told();
    bench.learning.stop();
    expect([bench.told(), bench.timers.numPending]).toEqual([["- a.ts"], 0]);
    bench.learning.startOver();
    expect(bench.settle()).toEqual([]);
  });
});
