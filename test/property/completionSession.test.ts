import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/complete/outcome";
import { CompletionSession } from "../../src/extension/session/completionSession";
import { Debounce } from "../../src/extension/session/debounce";
import { readSettings } from "../../src/extension/settings";
import { aSuggestion } from "../support/completionFixtures";
import { FakeEngine } from "../support/fakeEngine";
import { FakeTimers } from "../support/fakeTimers";
import { editorRequest } from "../support/sessionFixtures";
import { turn } from "../support/testWire";

/** What can happen, in any order: requests of a typist, time, answers, withdrawals and switches. */
const event = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    prefix: fc.constantFrom("", "a", "ab", "abc", "x"),
    suffix: fc.constantFrom("", ")", "code"),
    documentId: fc.constantFrom("one", "two"),
    numCursors: fc.constantFrom(1, 1, 1, 2),
    numTypedOfItem: fc.option(fc.nat(1), { nil: undefined, freq: 4 }),
    isInvoked: fc.boolean(),
    isElse: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("time" as const), ms: fc.nat(30) }),
  fc.record({ kind: fc.constant("answer" as const), call: fc.nat(20), isText: fc.boolean() }),
  fc.record({ kind: fc.constant("fail" as const), call: fc.nat(20) }),
  fc.record({ kind: fc.constant("withdraw" as const), request: fc.nat(20) }),
  fc.record({ kind: fc.constant("switch" as const), isEnabled: fc.boolean() }),
  fc.record({ kind: fc.constant("pause" as const), isPaused: fc.boolean() }),
  fc.record({
    kind: fc.constant("move" as const),
    prefix: fc.constantFrom("", "a", "ab", "x"),
    suffix: fc.constantFrom("", ")", "code"),
    documentId: fc.constantFrom("one", "two"),
  }),
  fc.record({ kind: fc.constantFrom("taken" as const, "left" as const, "forget" as const) }),
);

describe("CompletionSession, whatever happens", () => {
  it("settles each request exactly once and reports it once, with text that continues the document", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const timers = new FakeTimers();
        const engine = new FakeEngine();
        const reported: Outcome[] = [];
        const fated = new Set<number>();
        let isPaused = false;
        let settings = { ...readSettings(() => undefined).settings, debounceMs: 10 };
        const session = new CompletionSession({
          debounce: new Debounce(timers),
          engine,
          timers,
          settings: () => settings,
          earlierAt: () => undefined,
          paused: () => (isPaused ? "Paused." : undefined),
          mayPrefetch: () => true,
          onFate: ({ place }) => {
            expect(fated.has(place.requestId)).toBe(false);
            fated.add(place.requestId);
          },
          report: ({ id, outcome }) => {
            expect(reported[id]).toBeUndefined();
            reported[id] = outcome;
          },
        });
        const requests: { controller: AbortController; prefix: string; settled: Outcome[] }[] = [];
        for (const step of events) {
          switch (step.kind) {
            case "request": {
              const { kind: _kind, isElse, numTypedOfItem, ...place } = step;
              const controller = new AbortController();
              const settled: Outcome[] = [];
              requests.push({ controller, prefix: step.prefix, settled });
              const request = editorRequest({
                ...place,
                ...(numTypedOfItem !== undefined && { numTypedOfItem }),
              });
              const { signal } = controller;
              void (
                isElse
                  ? session.somethingElse(request, signal).then(({ outcome }) => outcome)
                  : session.complete(request, signal)
              ).then((outcome) => settled.push(outcome));
              break;
            }
            case "time":
              timers.advance(step.ms);
              break;
            case "answer":
              engine.calls[step.call]?.answer(
                step.isText ? aSuggestion("abcd") : { kind: "none", reason: "emptyCompletion" },
              );
              break;
            case "fail":
              engine.calls[step.call]?.fail(new Error("a defect"));
              break;
            case "withdraw":
              requests[step.request]?.controller.abort();
              break;
            case "switch":
              settings = { ...settings, enabled: step.isEnabled };
              break;
            case "pause":
              isPaused = step.isPaused;
              break;
            case "move":
              session.moved(step);
              break;
            case "taken":
              session.taken("one");
              break;
            case "left":
              session.left("one");
              break;
            case "forget":
              session.forget();
              break;
          }
          await turn();
        }
        // A request for something else waits for the one before, so the last one may be asked for after many rounds.
        for (let round = 0; round < requests.length; round++) {
          timers.advance(1_000);
          await turn();
          for (const { answer } of engine.calls) answer({ kind: "none", reason: "timedOut" });
          await turn();
        }
        expect(requests.map(({ settled }) => settled.length)).toEqual(requests.map(() => 1));
        expect(reported.slice(1)).toEqual(requests.map(({ settled }) => settled[0]));
        for (const { settled } of requests) {
          const [outcome] = settled;
          if (outcome?.kind === "suggestion") expect("abcd".endsWith(outcome.text)).toBe(true);
        }
        expect(timers.numPending).toBe(0);
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });
});
