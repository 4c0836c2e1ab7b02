import { describe, expect, it } from "vitest";
import { Baselines, restMs } from "../../../../src/extension/learn/baselines";
import { FakeDocument } from "../../../support/fakeDocument";
import { FakeTimers } from "../../../support/fakeTimers";

class Bench {
  readonly timers = new FakeTimers();
  readonly baselines = new Baselines(this.timers);
  readonly document = new FakeDocument("a.ts", "one\r\n");

  edit(text: string): void {
    this.document.edit(text);
    this.baselines.changed(this.document);
  }

  get text(): string | undefined {
    return this.baselines.textOf("a.ts");
  }
}

describe("Baselines", () => {
  it("keep the text before the change until nothing was changed for a while", () => {
    const bench = new Bench();
    expect(bench.text).toBeUndefined();
    bench.baselines.seen(bench.document);
    expect(bench.text).toBe("one\n");
    for (const text of ["two\n", "three\n"]) {
      bench.edit(text);
      bench.timers.advance(restMs - 1);
      bench.baselines.seen(bench.document);
      expect(bench.text).toBe("one\n");
    }
    bench.timers.advance(1);
    expect(bench.text).toBe("three\n");
  });

  it("take a text that was saved, and read no text at a key", () => {
    const bench = new Bench();
    bench.baselines.seen(bench.document);
    for (const text of ["two\n", "three\n"]) bench.edit(text);
    expect(bench.document.numReads).toBe(1);
    bench.baselines.saved(bench.document);
    expect(bench.text).toBe("three\n");
    expect(bench.timers.numPending).toBe(0);
  });

  it("forget a document that is closed, with its alarm", () => {
    const bench = new Bench();
    bench.baselines.seen(bench.document);
    bench.edit("two\n");
    bench.baselines.closed("a.ts");
    expect([bench.text, bench.timers.numPending]).toEqual([undefined, 0]);
  });

  it("know nothing of a document that was never seen, or is too long to be sent whole", () => {
    const bench = new Bench();
    bench.edit("two\n");
    bench.timers.advance(restMs);
    expect(bench.text).toBeUndefined();
    bench.document.edit("a".repeat(100_001));
    bench.baselines.seen(bench.document);
    expect(bench.text).toBeUndefined();
  });

  it("keep the documents that were worked on last", () => {
    const bench = new Bench();
    const documents = Array.from(
      { length: 17 },
      (_, index) => new FakeDocument(`${String(index)}.ts`, "text"),
    );
    for (const document of documents) {
      bench.baselines.seen(document);
      const [first] = documents;
      if (first !== undefined) bench.baselines.changed(first);
    }
    expect(bench.baselines.textOf("0.ts")).toBe("text");
    expect(bench.baselines.textOf("1.ts")).toBeUndefined();
    expect(bench.baselines.textOf("2.ts")).toBe("text");
  });
});
