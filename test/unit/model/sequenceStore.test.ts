import { describe, expect, it } from "vitest";
import type { SequenceCopy } from "../../../src/core/model/sequence";
import { SequenceStore } from "../../../src/core/model/sequenceStore";

function aCopy(...tokens: number[]): SequenceCopy {
  return { tokens, rows: { length: tokens.length }, numBytes: 10 * tokens.length };
}

describe("SequenceStore", () => {
  it("finds the copy that has most of a prompt, without the prompt's last token", () => {
    const store = new SequenceStore(1000);
    store.put("a", aCopy(1, 2, 3, 4));
    store.put("b", aCopy(1, 9));
    expect(store.best(Int32Array.of(1, 2, 3, 7))).toMatchObject({ key: "a", numShared: 3 });
    expect(store.best(Int32Array.of(1, 2, 3))).toMatchObject({ key: "a", numShared: 2 });
    expect(store.best(Int32Array.of(5, 1, 2))).toBeUndefined();
  });

  it("takes the latest of copies that have as much", () => {
    const store = new SequenceStore(1000);
    store.put("a", aCopy(1, 2, 3));
    store.put("b", aCopy(1, 2, 4));
    expect(store.best(Int32Array.of(1, 2, 9))).toMatchObject({ key: "b" });
    store.use("a");
    expect(store.best(Int32Array.of(1, 2, 9))).toMatchObject({ key: "a" });
  });

  it("lets go what was used longest ago where there is no room", () => {
    const store = new SequenceStore(60);
    store.put("a", aCopy(1, 2));
    store.put("b", aCopy(3, 4));
    store.use("a");
    store.put("c", aCopy(5, 6, 7));
    expect(store.keys).toEqual(["a", "c"]);
    expect(store.numBytes).toBe(50);
    store.limit(30);
    expect(store.keys).toEqual(["c"]);
  });

  it("keeps one copy of a key, and none that does not fit", () => {
    const store = new SequenceStore(30);
    store.put("a", aCopy(1, 2));
    store.put("a", aCopy(1, 2, 3));
    expect(store.numBytes).toBe(30);
    store.put("b", aCopy(1, 2, 3, 4));
    expect(store.keys).toEqual(["a"]);
    store.put("a", aCopy(1, 2, 3, 4));
    expect(store.keys).toEqual([]);
    expect(store.numBytes).toBe(0);
  });
});
