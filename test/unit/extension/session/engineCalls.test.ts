import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../../src/core/complete/request";
import { EngineCalls, graceMs } from "../../../../src/extension/session/engineCalls";
import { aRequest, aSuggestion } from "../../../support/completionFixtures";
import { FakeEngine } from "../../../support/fakeEngine";
import { FakeTimers } from "../../../support/fakeTimers";
import { live } from "../../../support/sessionFixtures";
import { turn } from "../../../support/testWire";

const question = (changes: Parameters<typeof aRequest>[0] = {}) => ({
  request: aRequest({ documentId: "a.ts", prefix: "x = ", suffix: "\n", ...changes }),
  options: defaultOptions,
  context: 0,
  isPrefetched: false,
});

class Bench {
  readonly engine = new FakeEngine();
  readonly timers = new FakeTimers();
  readonly calls = new EngineCalls(this.engine, this.timers);
}

const at = (prefix: string, suffix = "\n", documentId = "a.ts") => ({ documentId, prefix, suffix });

describe("EngineCalls", () => {
  it("finds a call whose answer may go on where more has been typed since", () => {
    const { calls } = new Bench();
    const call = calls.start(question(), () => undefined);
    expect(calls.matching(at("x = f"), 0)).toBe(call);
    expect(calls.matching(at("x = f(", ")\n"), 0)).toBe(call);
  });

  it.each([
    ["some of it was deleted", at("x ="), 0],
    ["something else stood before", at("y = f"), 0],
    ["other text is behind the cursor", at("x = ", "y\n"), 0],
    ["it is another document", at("x = ", "\n", "b.ts"), 0],
    ["other text is in sight", at("x = "), 1],
    ["the line is over", at("x = 1;\n"), 0],
    ["too much was typed", at(`x = ${"y".repeat(65)}`), 0],
  ])("finds none where %s", (_, place, context) => {
    const { calls } = new Bench();
    calls.start(question(), () => undefined);
    expect(calls.matching(place, context)).toBeUndefined();
  });

  it("finds none that was asked for something else, or before all was forgotten", () => {
    const { calls } = new Bench();
    calls.start(question({ shown: ["1"] }), () => undefined);
    expect(calls.matching(at("x = "), 0)).toBeUndefined();
    calls.start(question(), () => undefined);
    calls.forget();
    expect(calls.matching(at("x = "), 0)).toBeUndefined();
  });

  it("tells all who wait, after who asked", async () => {
    const { calls, engine } = new Bench();
    const told: string[] = [];
    const call = calls.start(question(), () => told.push("asked"));
    const waits = [1, 2].map(() => calls.wait(call, live()).then(() => told.push("waited")));
    engine.last.answer(aSuggestion("1;"));
    await Promise.all(waits);
    expect(told).toEqual(["asked", "waited", "waited"]);
    expect(calls.isAskingFor("a.ts")).toBe(false);
  });

  it("goes on for a while when nobody waits, and then ends", async () => {
    const { calls, timers } = new Bench();
    const call = calls.start(question(), () => undefined);
    const withdrawal = new AbortController();
    const first = calls.wait(call, withdrawal.signal);
    withdrawal.abort();
    expect(await first).toEqual({ kind: "none", reason: "cancelled" });
    timers.advance(graceMs - 1);
    const second = calls.wait(call, live());
    timers.advance(graceMs);
    expect(calls.isAskingFor("a.ts")).toBe(true);
    calls.end("a.ts");
    expect(await second).toEqual({ kind: "none", reason: "superseded" });
    const other = calls.start(question(), () => undefined);
    const late = new AbortController();
    void calls.wait(other, late.signal);
    late.abort();
    await turn();
    timers.advance(graceMs);
    await turn();
    expect(calls.isAskingFor("a.ts")).toBe(false);
  });

  it("ends what cannot go on at a place, in its document", async () => {
    const { calls } = new Bench();
    calls.start(question(), () => undefined);
    calls.start(question({ prefix: "y = " }), () => undefined);
    calls.start(question({ documentId: "b.ts" }), () => undefined);
    calls.end("a.ts", at("x = f"));
    await turn();
    expect(calls.matching(at("x = f"), 0)).toBeDefined();
    expect(calls.matching(at("y = "), 0)).toBeUndefined();
    expect(calls.isAskingFor("b.ts")).toBe(true);
  });

  it("ends what is made ahead wherever it is, unless somebody waits for it", async () => {
    const { calls } = new Bench();
    calls.start({ ...question({ documentId: "b.ts" }), isPrefetched: true }, () => undefined);
    const ahead = { ...question({ documentId: "c.ts" }), isPrefetched: true };
    void calls.wait(
      calls.start(ahead, () => undefined),
      live(),
    );
    calls.end("a.ts", at("x = "));
    await turn();
    expect(["b.ts", "c.ts"].map((id) => calls.isAskingFor(id))).toEqual([false, true]);
  });

  it("makes a defect of the client one failed call", async () => {
    const { calls, engine } = new Bench();
    const call = calls.start(question(), () => undefined);
    engine.last.fail(new Error("broken"));
    expect(await calls.wait(call, live())).toMatchObject({ reason: "failed", detail: "broken" });
  });
});
