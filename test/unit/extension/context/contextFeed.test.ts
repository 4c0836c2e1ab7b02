import { beforeEach, describe, expect, it } from "vitest";
import type { ContextPiece } from "../../../../src/core/context/contextPiece";
import {
  ContextFeed,
  nextMs,
  restMs,
  visitLines,
} from "../../../../src/extension/context/contextFeed";
import type { ContextDocument } from "../../../../src/extension/context/contextDocument";
import { FakeTimers } from "../../../support/fakeTimers";

class Document implements ContextDocument {
  readonly id: string;
  readonly path: string;
  readonly #lines: string[];

  constructor(name: string) {
    this.id = `file:///${name}`;
    this.path = name;
    this.#lines = Array.from({ length: 200 }, (_, i) => `${name} line ${String(i)}`);
  }

  edit(line: number, text: string): void {
    this.#lines[line] = text;
  }

  text(): string {
    return this.#lines.join("\r\n");
  }
}

let timers: FakeTimers;
let maxTokens: number;
let numChanges: number;
let feed: ContextFeed;
let a: Document;
let b: Document;

beforeEach(() => {
  timers = new FakeTimers();
  [maxTokens, numChanges] = [2000, 0];
  feed = new ContextFeed({
    timers,
    maxTokens: () => maxTokens,
    onChange: () => numChanges++,
  });
  [a, b] = [new Document("a.ts"), new Document("b.ts")];
});

const piecesFor = (documentId: string): readonly ContextPiece[] =>
  feed.contextFor(documentId).pieces;

/** Which lines the pieces for a document begin and end with. */
function shownIn({ id }: ContextDocument): string[] {
  return piecesFor(id).map(({ kind, text }) => {
    const lines = text.trimEnd().split("\n");
    return `${kind}: ${lines[0] ?? ""} .. ${lines.at(-1) ?? ""}`;
  });
}

const settle = (): void => {
  timers.advance(60_000);
};

describe("ContextFeed", () => {
  it("shows the place that was left in another document, and not in its own", () => {
    feed.moved(a, 100);
    feed.moved(b, 10);
    settle();
    expect(shownIn(b)).toEqual(["recent: a.ts line 88 .. a.ts line 119"]);
    expect(shownIn(a)).toEqual([]);
    expect(numChanges).toBe(1);
  });

  it("takes a place when the cursor goes far from it, and not before", () => {
    feed.moved(a, 16);
    feed.moved(a, 16 + visitLines);
    settle();
    expect(shownIn(b)).toEqual([]);
    feed.moved(a, 17 + visitLines);
    settle();
    expect(shownIn(b)).toEqual(["recent: a.ts line 8 .. a.ts line 39"]);
  });

  it("takes the latest change of a document rather than the place beside it", () => {
    feed.moved(a, 100);
    a.edit(110, "was changed");
    feed.edited(a, 110);
    feed.left();
    settle();
    expect(shownIn(b)).toEqual(["recent: a.ts line 88 .. a.ts line 119"]);
    expect(piecesFor(b.id)[0]?.text).toContain("was changed");
    feed.moved(a, 100);
    feed.edited(a, 20);
    feed.left();
    settle();
    expect(shownIn(b)[1]).toBe("recent: a.ts line 8 .. a.ts line 39");
  });

  it("takes what was changed when it is saved, or when something far from it is changed", () => {
    feed.edited(a, 20);
    feed.saved(b);
    settle();
    expect(shownIn(b)).toEqual([]);
    feed.saved(a);
    feed.edited(a, 60);
    feed.edited(a, 150);
    settle();
    expect(shownIn(b)).toEqual([
      "recent: a.ts line 8 .. a.ts line 39",
      "recent: a.ts line 40 .. a.ts line 71",
    ]);
  });

  it("shows what was copied everywhere, and definitions last", () => {
    feed.copied(a, "one line\ntwo lines\nthree lines\n");
    feed.defined(a, "class Foo {\n  one: string;\n  two: string;\n");
    feed.moved(a, 100);
    expect(shownIn(a)).toEqual([]);
    settle();
    expect(shownIn(a)).toEqual([
      "copied: one line .. three lines",
      "definition: class Foo { ..   two: string;",
    ]);
    // In another document, other names mean something.
    feed.moved(b, 1);
    expect(shownIn(b)).toEqual(["copied: one line .. three lines"]);
  });

  it("changes prompts one chunk at a time, and only while the user rests", () => {
    feed.asked();
    for (const line of [20, 80, 140]) feed.edited(a, line);
    feed.left();
    const counts: number[] = [];
    for (let ms = 0; ms < restMs; ms += nextMs / 2) {
      timers.advance(nextMs / 2);
      counts.push(piecesFor(b.id).length);
    }
    expect(counts.slice(0, -1).every((count) => count === 0)).toBe(true);
    timers.advance(nextMs);
    const first = piecesFor(b.id);
    feed.asked();
    timers.advance(restMs - 1);
    expect(piecesFor(b.id)).toEqual(first);
    settle();
    expect(piecesFor(b.id)).toHaveLength(3);
    expect(piecesFor(b.id).slice(0, first.length)).toEqual(first);
    expect(timers.numPending).toBe(0);
  });

  it("keeps to what there is room for, and shows nothing where there is none", () => {
    maxTokens = 200;
    for (const line of [20, 60, 100, 140, 180]) feed.edited(a, line);
    feed.left();
    settle();
    const numUnits = piecesFor(b.id).reduce((sum, { text }) => sum + text.length, 0);
    expect(numUnits).toBeGreaterThan(50);
    expect(numUnits).toBeLessThanOrEqual(200 * 3);
    maxTokens = 0;
    expect(piecesFor(b.id)).toEqual([]);
    feed.copied(a, "one line\ntwo lines\nthree lines\n");
    expect(timers.numPending).toBe(0);
  });

  it("never shows a document that holds a private key", () => {
    a.edit(0, "-----BEGIN PRIVATE KEY-----");
    feed.moved(a, 100);
    feed.copied(a, "one line\ntwo lines\nthree lines\n");
    feed.defined(a, "one line\ntwo lines\nthree lines\n");
    feed.edited(a, 20);
    feed.left();
    settle();
    expect(shownIn(b)).toEqual([]);
  });

  it("names what it shows, and by the same number when it comes back", () => {
    const versionIn = ({ id }: ContextDocument): number => feed.contextFor(id).version;
    const none = versionIn(a);
    feed.moved(a, 100);
    feed.moved(b, 100);
    settle();
    expect(versionIn(a)).toBe(none);
    const inB = versionIn(b);
    expect(inB).not.toBe(none);
    feed.defined(b, "class Foo {\n  one: string;\n  two: string;\n");
    expect(versionIn(b)).toBe(inB);
    settle();
    expect(versionIn(b)).not.toBe(inB);
    feed.left();
    expect(versionIn(b)).toBe(inB);
  });

  it("forgets a document, and everything when it stops", () => {
    feed.moved(a, 100);
    feed.moved(b, 100);
    settle();
    feed.forget(a.id);
    expect(shownIn(new Document("c.ts"))).toEqual([]);
    feed.forget(b.id);
    feed.left();
    settle();
    expect(shownIn(a)).toEqual([]);
    feed.moved(a, 100);
    feed.moved(b, 100);
    feed.stop();
    settle();
    expect([shownIn(b), timers.numPending]).toEqual([[], 0]);
  });
});
