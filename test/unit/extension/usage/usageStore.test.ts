import { describe, expect, it } from "vitest";
import { localDay, usageStoreIn } from "../../../../src/extension/usage/usageStore";

describe("usageStoreIn", () => {
  it("reads what was written, and forgets it when nothing is", () => {
    const values = new Map<string, unknown>();
    const memento = {
      get: (key: string) => values.get(key),
      update: (key: string, value: unknown) => {
        values.set(key, value);
        return Promise.resolve();
      },
    };
    const store = usageStoreIn(memento as never, () => undefined);
    store.write({ version: 1, days: {} });
    expect(store.read()).toEqual({ version: 1, days: {} });
    store.write(undefined);
    expect(store.read()).toBeUndefined();
  });

  it("says when the editor cannot store, and throws nothing", async () => {
    const problem = new Error("disk full");
    const failed: unknown[] = [];
    const memento = { get: () => undefined, update: () => Promise.reject(problem) };
    usageStoreIn(memento as never, (error) => failed.push(error)).write(undefined);
    await Promise.resolve();
    await Promise.resolve();
    expect(failed).toEqual([problem]);
  });
});

describe("localDay", () => {
  it("is the date by the user's own clock", () => {
    expect(localDay(new Date(2026, 2, 7, 0, 5))).toBe("2026-03-07");
    expect(localDay(new Date(2026, 11, 31, 23, 59))).toBe("2026-12-31");
  });
});
