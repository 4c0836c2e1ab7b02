import { describe, expect, it } from "vitest";
import type { OfferNews } from "../../../../src/extension/usage/settledRequest";
import { UsageWatch } from "../../../../src/extension/usage/usageWatch";
import { noStats } from "../../../support/completionFixtures";
import { FakeTimers } from "../../../support/fakeTimers";
import {
  answered,
  documentId,
  insertion,
  refused,
  Tally,
  withEdit,
} from "../../../support/usageFixtures";
import type { DocumentEdit } from "../../../../src/extension/usage/documentEdit";

function start(text = ""): {
  readonly watch: UsageWatch;
  readonly timers: FakeTimers;
  readonly tally: Tally;
  readonly news: OfferNews[];
  readonly edit: (edit: DocumentEdit) => void;
  readonly close: () => void;
} {
  const timers = new FakeTimers();
  const tally = new Tally();
  const news: OfferNews[] = [];
  let document: string | undefined = text;
  const watch = new UsageWatch({
    timers,
    textOf: (id) => (id === documentId ? document : undefined),
    count: tally.count,
    tell: (one) => news.push(one),
  });
  return {
    ...{ watch, timers, tally, news },
    edit: (edit) => {
      document = withEdit(document ?? "", edit);
      watch.edited(edit);
    },
    close: () => {
      document = undefined;
      watch.closed(documentId);
    },
  };
}

const outcomes = (news: readonly OfferNews[]): readonly string[] =>
  news.map(({ requestId, outcome }) => `${requestId} ${outcome}`);

describe("a suggestion", () => {
  it("was shown when the document has not changed for 300 ms", () => {
    const { watch, timers, tally, news } = start();
    watch.settled(answered("text"));
    timers.advance(299);
    expect(tally.counts.shown).toBe(0);
    timers.advance(1);
    expect(tally.counts.shown).toBe(1);
    expect(outcomes(news)).toEqual(["1 shown"]);
  });

  it("was not shown when somebody types on before", () => {
    const { watch, timers, tally, edit } = start();
    watch.settled(answered("text"));
    timers.advance(200);
    edit(insertion(0, "x"));
    timers.advance(1_000);
    expect([tally.counts.shown, tally.counts.reasons]).toEqual([0, { superseded: 1 }]);
  });

  it("was not shown when nobody waited for it, or there was none", () => {
    const { watch, timers, tally } = start();
    watch.settled(answered("text", { isHanded: false }));
    watch.settled(refused("unsure"));
    watch.settled(refused("cancelled"));
    timers.advance(1_000);
    expect(tally.counts.reasons).toEqual({ superseded: 2, unsure: 1 });
  });

  it("comes from the model, from typing along or from what was seen", () => {
    const { watch, timers, tally } = start();
    const sources = ["model", "inFlight", "typedAlong", "seenBefore", "prefetched"] as const;
    for (const source of sources) {
      watch.settled(answered("text", { source }));
      timers.advance(300);
    }
    const { shown, typedAlong, seen } = tally.counts;
    expect([shown, typedAlong, seen]).toEqual([5, 1, 2]);
  });

  it("is taken as soon as an edit puts it in, shown or not", () => {
    const { watch, tally, news, edit } = start();
    watch.settled(answered("text();"));
    edit(insertion(0, "text();"));
    const { shown, accepted, newChars, acceptedChars } = tally.counts;
    expect([shown, accepted, newChars, acceptedChars]).toEqual([1, 1, 7, 7]);
    expect(outcomes(news)).toEqual(["1 shown", "1 accepted"]);
  });

  it("is taken once, however many words it is taken in", () => {
    const { watch, timers, tally, news, edit } = start();
    watch.settled(answered("one two three"));
    timers.advance(400);
    edit(insertion(0, "one "));
    watch.settled(
      answered("two three", { id: 2, offset: 4, before: "one ", source: "typedAlong" }),
    );
    timers.advance(400);
    edit(insertion(4, "two "));
    watch.settled(
      answered("three", { id: 3, offset: 8, before: "one two ", source: "typedAlong" }),
    );
    edit(insertion(8, "three"));
    const { shown, accepted, acceptedChars } = tally.counts;
    expect([shown, accepted, acceptedChars]).toEqual([1, 1, 13]);
    expect(outcomes(news)).toEqual(["1 shown", "1 partly", "1 partly", "1 accepted"]);
  });

  it("is another one, where the text behind the first words is another", () => {
    const { watch, timers, tally, edit } = start();
    watch.settled(answered("one two"));
    edit(insertion(0, "one "));
    watch.settled(answered("else", { id: 2, offset: 4, before: "one " }));
    timers.advance(300);
    expect([tally.counts.shown, tally.counts.accepted]).toEqual([2, 1]);
  });

  it("is dismissed by typing against it, and replaced by another", () => {
    const { watch, timers, news, edit } = start();
    watch.settled(answered("text", { id: 1 }));
    timers.advance(300);
    edit(insertion(0, "x"));
    watch.settled(answered("text", { id: 2, offset: 1 }));
    timers.advance(300);
    watch.settled(answered("else", { id: 3, offset: 1 }));
    edit(insertion(1, "y"));
    expect(outcomes(news)).toEqual([
      ...["1 shown", "1 dismissed", "2 shown", "2 replaced"],
      "3 replaced",
    ]);
  });

  it("is not taken by undoing, or in another document", () => {
    const { watch, tally } = start();
    watch.settled(answered("text();"));
    watch.edited({ ...insertion(0, "text();"), documentId: "file:///b.ts" });
    watch.edited({ ...insertion(0, "text();"), isUndoOrRedo: true });
    expect([tally.counts.accepted, tally.counts.acceptedChars]).toEqual([0, 0]);
  });
});

describe("accepted text", () => {
  it("is looked at after 30, 120 and 600 seconds", () => {
    const { watch, timers, tally, edit } = start();
    watch.settled(answered("total += price;"));
    edit(insertion(0, "total += price;"));
    edit(insertion(0, "let total = 0;\n"));
    timers.advance(30_000);
    expect(tally.counts.kept[30]).toEqual({ kept: 1, of: 1 });
    edit({ ...insertion(0, ""), changes: [{ offset: 15, numRemoved: 12, text: "x" }] });
    timers.advance(570_000);
    expect(tally.counts.kept).toEqual({
      30: { kept: 1, of: 1 },
      120: { kept: 0, of: 1 },
      600: { kept: 0, of: 1 },
    });
    expect(timers.numPending).toBe(0);
  });

  it("that was taken word by word is looked at as one", () => {
    const { watch, timers, tally, edit } = start();
    watch.settled(answered("total += price;"));
    edit(insertion(0, "total "));
    edit(insertion(6, "+= "));
    edit(insertion(9, "price;"));
    edit({ ...insertion(0, ""), changes: [{ offset: 0, numRemoved: 9, text: "" }] });
    timers.advance(30_000);
    expect(tally.counts.kept[30]).toEqual({ kept: 0, of: 1 });
  });

  it("is not counted once its document is closed", () => {
    const { watch, timers, tally, edit, close } = start();
    watch.settled(answered("total += price;"));
    edit(insertion(0, "total += price;"));
    close();
    timers.advance(600_000);
    expect(tally.counts.kept[30]).toEqual({ kept: 0, of: 0 });
    expect(timers.numPending).toBe(0);
  });

  it("is given up with everything else", () => {
    const { watch, timers, edit } = start();
    watch.settled(answered("total += price;"));
    edit(insertion(0, "total += price;"));
    watch.settled(answered("more", { offset: 15 }));
    watch.dispose();
    expect(timers.numPending).toBe(0);
  });
});

describe("what the model read", () => {
  it("is counted for its own requests, those without a suggestion included", () => {
    const { watch, tally } = start();
    const read = answered("text");
    const stats = { ...noStats, numPromptTokens: 100, numReusedTokens: 90 };
    watch.settled({ ...read, outcome: { ...read.outcome, stats } });
    watch.settled(answered("text", { source: "seenBefore" }));
    expect([tally.counts.promptTokens, tally.counts.reusedTokens]).toEqual([100, 90]);
  });
});
