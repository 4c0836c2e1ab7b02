import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numRequests } from "../../src/core/stats/usage/usageCounts";
import { takenText } from "../../src/extension/usage/offeredText";
import { TrackedText } from "../../src/extension/usage/trackedText";
import { UsageWatch } from "../../src/extension/usage/usageWatch";
import { fixedRuns } from "../support/arbitraries";
import { FakeTimers } from "../support/fakeTimers";
import {
  answered,
  documentId,
  insertion,
  refused,
  Tally,
  withEdit,
} from "../support/usageFixtures";

/** What a user, the engine and time do. */
const step = fc.oneof(
  fc.record({ do: fc.constant("ask" as const), isRefused: fc.boolean() }),
  fc.record({ do: fc.constant("take" as const), length: fc.nat(12) }),
  fc.record({ do: fc.constant("type" as const), text: fc.constantFrom("a", "();", "\n", "word ") }),
  fc.record({ do: fc.constant("delete" as const), length: fc.nat(20) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(100, 400, 31_000, 601_000) }),
);

const suggested = "total += item;";

describe("usage", () => {
  it("counts each request once, and no more taken than shown, whatever is done", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const timers = new FakeTimers();
        const tally = new Tally();
        let text = "";
        let numAsked = 0;
        let numAdded = 0;
        const watch = new UsageWatch({
          timers,
          textOf: () => text,
          count: tally.count,
          tell: () => undefined,
        });
        const put = (added: string): void => {
          const edit = insertion(text.length, added);
          text = withEdit(text, edit);
          numAdded += added.length;
          watch.edited(edit);
        };
        for (const one of steps) {
          switch (one.do) {
            case "ask": {
              const before = text.slice(text.lastIndexOf("\n") + 1);
              const place = { id: ++numAsked, offset: text.length, before };
              watch.settled(one.isRefused ? refused("unsure", place) : answered(suggested, place));
              break;
            }
            case "take":
              put(suggested.slice(0, one.length));
              break;
            case "type":
              put(one.text);
              break;
            case "delete": {
              const start = Math.max(0, text.length - one.length);
              const edit = { offset: start, numRemoved: text.length - start, text: "" };
              text = text.slice(0, start);
              watch.edited({ ...insertion(0, ""), changes: [edit] });
              break;
            }
            case "wait":
              timers.advance(one.ms);
          }
        }
        watch.closed(documentId);
        const { counts } = tally;
        // The rest of a suggestion that is taken word by word is asked for, and is no request of its own.
        expect(numRequests(counts)).toBeLessThanOrEqual(numAsked);
        if (counts.accepted === 0) expect(numRequests(counts)).toBe(numAsked);
        expect(counts.accepted).toBeLessThanOrEqual(counts.shown);
        for (const { kept, of } of Object.values(counts.kept)) {
          expect(kept).toBeLessThanOrEqual(of);
          expect(of).toBeLessThanOrEqual(counts.accepted);
        }
        expect(counts.newChars).toBe(numAdded);
        expect(timers.numPending).toBe(0);
      }),
      fixedRuns(300),
    );
  });

  it("finds a text where it is, whatever is edited around it", () => {
    const edits = fc.array(
      fc.record({ at: fc.nat(1_000), removed: fc.nat(30), added: fc.string() }),
    );
    fc.assert(
      fc.property(edits, (changes) => {
        const mark = "<<<accepted text>>>";
        let text = `${"-".repeat(300)}${mark}${"-".repeat(300)}`;
        const place = new TrackedText(300, mark.length);
        for (const { at, removed, added } of changes) {
          const start = text.indexOf(mark);
          const offset = Math.min(at, text.length);
          const numRemoved = Math.min(removed, text.length - offset);
          // Edits of the text itself are another test's.
          if (offset < start + mark.length && offset + numRemoved > start) continue;
          const clean = added.replaceAll("<", "");
          place.follow({ offset, numRemoved, text: clean });
          text = text.slice(0, offset) + clean + text.slice(offset + numRemoved);
          const found = place.textIn(text);
          expect(found).toContain(mark);
          expect(found.length).toBeLessThanOrEqual(mark.length + 100);
        }
      }),
      fixedRuns(300),
    );
  });

  it("sees a beginning of a suggestion taken, however the editor puts it in", () => {
    const line = fc.stringMatching(/^[a-z (]{0,12}$/);
    const text = fc.array(fc.constantFrom("foo", " ", "(x)", "\n", "  ", "bar;"), { minLength: 3 });
    fc.assert(
      fc.property(
        line,
        text,
        fc.nat(20),
        fc.boolean(),
        fc.boolean(),
        (before, words, n, isLine, isCrlf) => {
          const suggestion = words.join("");
          const taken = suggestion.slice(0, Math.max(3, n));
          const lead = isLine ? before.length : 0;
          const written = before.slice(before.length - lead) + taken;
          const change = {
            offset: 100 - lead,
            numRemoved: lead,
            text: isCrlf ? written.replaceAll("\n", "\r\n") : written,
          };
          const found = takenText({ text: suggestion, offset: 100, before, after: "" }, change);
          if (taken.trim() === "") {
            expect(found).toBeUndefined();
            return;
          }
          expect(found?.numAdded).toBe(taken.length);
          expect(found?.text.replaceAll("\r\n", "\n")).toBe(taken);
          expect(taken + (found?.rest?.text ?? "")).toBe(suggestion);
          expect(found?.rest?.offset ?? 0).toBe(
            found?.rest === undefined ? 0 : change.offset + change.text.length,
          );
        },
      ),
      fixedRuns(300),
    );
  });
});
