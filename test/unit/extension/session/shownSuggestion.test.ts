import { describe, expect, it } from "vitest";
import type { FateNews } from "../../../../src/extension/session/fate";
import { leastSeenMs, ShownSuggestion } from "../../../../src/extension/session/shownSuggestion";
import { aSuggestion } from "../../../support/completionFixtures";
import { FakeTimers } from "../../../support/fakeTimers";

const at = (prefix: string, suffix = "\n") => ({ documentId: "a.ts", prefix, suffix });

class Bench {
  readonly timers = new FakeTimers();
  readonly news: FateNews[] = [];
  readonly shown = new ShownSuggestion(this.timers, (news) => this.news.push(news));

  /** Shows a text where `x = ` has been typed. */
  constructor(text = "sum(1);") {
    this.shown.show({ ...at("x = "), situation: {}, requestId: 1 }, aSuggestion(text));
  }

  get fates(): readonly (readonly [string, number])[] {
    return this.news.map(({ fate, numTaken }) => [fate, numTaken] as const);
  }
}

describe("ShownSuggestion", () => {
  it("goes on while the user types along, takes words, deletes some and types it again", () => {
    const { shown, news } = new Bench();
    const typed = ["x = s", "x = sum(", "x = su", "x = sum(1"];
    expect(typed.map((prefix) => shown.meet(at(prefix))?.text)).toEqual([
      "um(1);",
      "1);",
      "m(1);",
      ");",
    ]);
    expect(news).toEqual([]);
  });

  it("was accepted when all of it stands there, however that came", () => {
    const { shown, timers, news } = new Bench();
    timers.advance(1_000);
    expect(shown.meet(at("x = sum(1);"))).toBeUndefined();
    expect(news).toMatchObject([{ fate: "accepted", visibleMs: 1_000, numTaken: 7 }]);
    expect(shown.isAfterAccept(at("x = sum(1);\n  "))).toBe(true);
    expect(shown.isAfterAccept(at("x = sum(1); y"))).toBe(false);
  });

  it("was accepted when the editor says so, once", () => {
    const bench = new Bench();
    bench.shown.taken("b.ts");
    bench.shown.taken("a.ts");
    bench.shown.meet(at("x = sum(1);"));
    expect(bench.fates).toEqual([["accepted", 7]]);
  });

  it("was dismissed when something else is typed behind it, and went on with", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs);
    bench.shown.meet(at("x = y"));
    bench.timers.advance(1_000);
    expect(bench.fates).toEqual([]);
    bench.shown.meet(at("x = yz"));
    expect(bench.fates).toEqual([["dismissed", 0]]);
    expect(bench.news[0]?.visibleMs).toBe(leastSeenMs);
  });

  it("is there again after a slip that is taken back, whatever was shown meanwhile", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs);
    bench.shown.meet(at("x = y"));
    bench.shown.show({ ...at("x = y"), situation: {}, requestId: 2 }, aSuggestion("ield"));
    expect(bench.shown.meet(at("x = "))?.text).toBe("sum(1);");
    expect(bench.news).toMatchObject([{ fate: "replaced", place: { requestId: 2 } }]);
    bench.shown.meet(at("x = sum(1);"));
    expect(bench.news[1]).toMatchObject({ fate: "accepted", place: { requestId: 1 } });
  });

  it("was not dismissed by who had no time to look at it", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs - 1);
    bench.shown.meet(at("x = y"));
    bench.shown.meet(at("x = yz"));
    expect(bench.fates).toEqual([["replaced", 0]]);
  });

  it("was taken in part by who wrote its first word", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs);
    for (const typed of ["x = sum", "x = sum[", "x = sum[0"]) bench.shown.meet(at(typed));
    expect(bench.fates).toEqual([["partly", 3]]);
  });

  it("was dismissed by who moves away, but not by who types along", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs);
    bench.shown.moved(at("x = s"));
    // The text has changed: its request will say more.
    bench.shown.moved(at("x = sq"));
    expect(bench.fates).toEqual([]);
    bench.shown.moved(at("x =", " \n"));
    expect(bench.fates).toEqual([["dismissed", 1]]);
    expect(bench.shown.documentId).toBeUndefined();
  });

  it("was dismissed by who goes to another document", () => {
    const bench = new Bench();
    bench.timers.advance(leastSeenMs);
    bench.shown.left("a.ts");
    expect(bench.fates).toEqual([]);
    bench.shown.left("b.ts");
    expect(bench.fates).toEqual([["dismissed", 0]]);
  });

  it("was replaced by another one at its place, or where all is forgotten", () => {
    const bench = new Bench();
    bench.shown.show({ ...at("x = "), situation: {}, requestId: 2 }, aSuggestion("sum(1);"));
    expect(bench.fates).toEqual([]);
    bench.shown.show({ ...at("x = "), situation: {}, requestId: 3 }, aSuggestion("max(1);"));
    bench.shown.clear();
    expect(bench.news.map(({ fate, place }) => [fate, place.requestId])).toEqual([
      ["replaced", 1],
      ["replaced", 3],
    ]);
  });
});
