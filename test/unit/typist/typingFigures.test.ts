import { describe, expect, it } from "vitest";
import { afterKeys, typingFigures } from "../../e2e/harness/typist/typingFigures";
import type { Metered } from "../../e2e/harness/typist/typistWork";

/** A key at 1,000 ms with what was on the screen, and then what each frame showed, 100 ms apart. */
function metered(key: string, before: string, ...ghosts: readonly string[]): Metered {
  const frames = ghosts.map((ghost, index) => ({ ghost, atMs: 1_100 + 100 * index }));
  return { keys: [{ key, atMs: 1_000, before }], frames };
}

describe("afterKeys", () => {
  it("measures from a key to the suggestion that it brought", () => {
    expect(afterKeys(metered("a", "", "", "bc"))).toMatchObject([
      { latencyMs: 200, isAlong: false, numFlickers: 0, numBlinks: 0 },
    ]);
  });

  it("takes what goes on with the key for typed along, not for new", () => {
    const [after] = afterKeys(metered("a", "abc", "bc"));
    expect(after).toMatchObject({ isAlong: true, numFlickers: 0 });
    expect(after?.latencyMs).toBeUndefined();
  });

  it("counts each suggestion that gives way to another", () => {
    expect(afterKeys(metered("a", "abc", "bc", "xy", "", "z"))[0]?.numFlickers).toBe(2);
  });

  it("counts one that goes away and comes back", () => {
    const [after] = afterKeys(metered("a", "", "bc", "", "bc"));
    expect(after).toMatchObject({ numFlickers: 0, numBlinks: 1 });
  });

  it("takes one that grows, or loses just the key, for the same", () => {
    expect(afterKeys(metered("a", "", "b", "bc"))[0]?.numFlickers).toBe(0);
    expect(afterKeys(metered("a", "", "abc", "bc"))[0]?.numFlickers).toBe(0);
  });

  it("does not lay a frame behind the next key at this one's door", () => {
    const keys = [
      { key: "a", atMs: 0, before: "" },
      { key: "b", atMs: 50, before: "" },
    ];
    const [first, second] = afterKeys({ keys, frames: [{ atMs: 80, ghost: "c" }] });
    expect(first?.latencyMs).toBeUndefined();
    expect(second?.latencyMs).toBe(30);
  });
});

describe("typingFigures", () => {
  it("counts the model's requests, withdrawn ones too, and no others", () => {
    const request = { id: 1, trigger: "automatic", isKnown: false, ms: 1 };
    const work = { numAccepted: 0, numAcceptedChars: 0, numLooks: 0, numOffers: 0 };
    const { numInferences, requests } = typingFigures(
      { ...work, numKeys: 5, metered: { keys: [], frames: [] } },
      [
        request,
        { ...request, none: "cancelled", stoppedAt: "model" },
        { ...request, none: "cancelled", stoppedAt: "pause" },
        { ...request, from: "typed along", isKnown: true },
        { ...request, none: "emptyCompletion", stoppedAt: "model", isKnown: true },
      ],
    );
    expect(numInferences).toBe(2);
    expect(requests).toEqual({ model: 1, cancelled: 2, "typed along": 1, emptyCompletion: 1 });
  });
});
