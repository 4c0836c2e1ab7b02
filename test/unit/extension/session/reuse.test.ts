import { describe, expect, it } from "vitest";
import type { Eagerness } from "../../../../src/core/shape/eagerness";
import { aSuggestion } from "../../../support/completionFixtures";
import { SessionBench } from "../../../support/sessionBench";
import { editorRequest, live } from "../../../support/sessionFixtures";
import { turn } from "../../../support/testWire";

const at = (prefix: string, suffix = "\n") => editorRequest({ prefix, suffix });

/** Types up to here, and lets the pause go by. */
async function typed(bench: SessionBench, prefix: string, signal = live()) {
  const outcome = bench.session.complete(at(prefix), signal);
  await bench.wait(20);
  return outcome;
}

describe("a request for what is on its way", () => {
  it("waits for it, and gets the rest without another one", async () => {
    const bench = new SessionBench();
    const first = new AbortController();
    void bench.session.complete(at("x = "), first.signal);
    await bench.wait(20);
    first.abort();
    await turn();
    await bench.wait(50);
    const second = bench.session.complete(at("x = s"), live());
    await bench.wait(500);
    bench.engine.last.answer(aSuggestion("sum(1);"));
    expect(await second).toEqual(aSuggestion("um(1);"));
    expect(bench.engine.calls).toHaveLength(1);
    const [withdrawn, told] = bench.records;
    expect(withdrawn?.outcome).toEqual({ kind: "none", reason: "cancelled" });
    // Nobody has been told its figures.
    expect(told).toMatchObject({ isFromCache: false, trail: { source: "inFlight" } });
  });

  it("asks at once when something else comes of it, for it has waited", async () => {
    const bench = new SessionBench();
    void typed(bench, "x = ");
    await turn();
    void bench.session.complete(at("x = m"), live());
    await bench.wait(30);
    bench.engine.last.answer(aSuggestion("sum(1);"));
    await turn();
    expect(bench.engine.calls.map(({ request }) => request.prefix)).toEqual(["x = ", "x = m"]);
  });

  it("shares its end, where it is the same request", async () => {
    const bench = new SessionBench();
    void typed(bench, "x = ");
    await turn();
    const second = bench.session.complete(at("x = "), live());
    bench.engine.last.answer({ kind: "none", reason: "engineDown" });
    expect(await second).toEqual({ kind: "none", reason: "engineDown" });
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("ends what cannot go on, and its request with it", async () => {
    const bench = new SessionBench();
    const first = typed(bench, "x = ");
    await turn();
    void bench.session.complete(at("y"), live());
    expect(await first).toEqual({ kind: "none", reason: "superseded" });
  });

  it("is given up for a newer one once it is of no use", async () => {
    const bench = new SessionBench();
    void typed(bench, "x = ");
    await turn();
    const second = bench.session.complete(at("x = m"), live());
    const third = bench.session.complete(at("x = ma"), live());
    // Both have waited for as long as they would have paused.
    await bench.wait(30);
    bench.engine.last.answer(aSuggestion("sum(1);"));
    expect(await second).toEqual({ kind: "none", reason: "superseded" });
    await turn();
    bench.engine.last.answer(aSuggestion("x(1);"));
    expect(await third).toEqual(aSuggestion("x(1);"));
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("is ended by a cursor that goes elsewhere", async () => {
    const bench = new SessionBench();
    const first = typed(bench, "x = ");
    await turn();
    expect(bench.session.isBusyWith("file:///a.ts")).toBe(true);
    bench.session.moved(at("x = s"));
    bench.session.moved(at("x", " = \n"));
    expect(await first).toEqual({ kind: "none", reason: "superseded" });
    expect(bench.session.isBusyWith("file:///a.ts")).toBe(false);
  });
});

describe("what follows a suggestion", () => {
  it("is made while it is on the screen, and there when it is accepted", async () => {
    const bench = new SessionBench({}, { mayPrefetch: () => true });
    await bench.teach("f();");
    await bench.wait(0);
    expect(bench.engine.last.request).toMatchObject({ prefix: "const a = f();", shape: "block" });
    bench.engine.last.answer(aSuggestion("\ng();"));
    await turn();
    const along = await bench.session.complete(at("const a = f"), live());
    expect(along).toMatchObject({ text: "();" });
    await bench.wait(0);
    const after = await bench.session.complete(at("const a = f();"), live());
    expect(after).toMatchObject({ text: "\ng();" });
    expect(bench.records.at(-1)?.trail.source).toBe("prefetched");
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("goes on being made while the suggestion is typed along", async () => {
    const bench = new SessionBench({}, { mayPrefetch: () => true });
    await bench.teach("f();");
    await bench.wait(0);
    bench.session.moved(at("const a = f"));
    await bench.session.complete(at("const a = f"), live());
    await bench.wait(0);
    bench.session.moved(at("const a = f();"));
    const after = bench.session.complete(at("const a = f();"), live());
    bench.engine.last.answer(aSuggestion("\ng();"));
    expect(await after).toMatchObject({ text: "\ng();" });
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("is waited for when the suggestion is accepted sooner", async () => {
    const bench = new SessionBench({}, { mayPrefetch: () => true });
    await bench.teach("f();");
    await bench.wait(0);
    const after = bench.session.complete(at("const a = f();"), live());
    bench.engine.last.answer(aSuggestion("\ng();"));
    expect(await after).toMatchObject({ text: "\ng();" });
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("is not made where no suggestion is wanted", async () => {
    const eagernessAt = ({ prefix }: { readonly prefix: string }): Eagerness =>
      prefix.endsWith(";") ? { wanted: "never", because: "place" } : { wanted: "automatic" };
    const bench = new SessionBench({}, { mayPrefetch: () => true, eagernessAt });
    await bench.teach("f();");
    await bench.wait(0);
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("is looked for on the next line where the line is complete", async () => {
    const bench = new SessionBench({}, { mayPrefetch: () => true });
    await bench.teach("f();", at("  x = "));
    await bench.wait(0);
    bench.engine.last.answer({ kind: "none", reason: "emptyCompletion" });
    await turn();
    expect(bench.engine.last.request.prefix).toBe("  x = f();\n  ");
    bench.engine.last.answer(aSuggestion("g();"));
    await turn();
    const nothing = await bench.session.complete(at("  x = f();"), live());
    expect(nothing).toMatchObject({ kind: "none", reason: "emptyCompletion" });
    const next = await bench.session.complete(at("  x = f();\n  "), live());
    expect(next).toMatchObject({ text: "g();" });
    expect(bench.engine.calls).toHaveLength(3);
  });

  it("is not made for who has typed on already, and no further for who types something else", async () => {
    const bench = new SessionBench({}, { mayPrefetch: () => true });
    await bench.teach("f();");
    void bench.session.complete(at("const a = g"), live());
    await bench.wait(0);
    expect(bench.engine.calls).toHaveLength(1);
    await bench.wait(20);
    bench.engine.last.answer(aSuggestion("h();"));
    await turn();
    await bench.wait(0);
    expect(bench.engine.last.request.prefix).toBe("const a = gh();");
    void bench.session.complete(at("const a = gx"), live());
    await bench.wait(0);
    expect(bench.session.isBusyWith("file:///a.ts")).toBe(false);
  });

  it("may be several lines for who has taken the suggestion", async () => {
    const bench = new SessionBench();
    await bench.teach("f();");
    void bench.session.complete(at("const a = f();"), live());
    await bench.wait(20);
    expect(bench.engine.last.request.shape).toBe("block");
    expect(bench.fates).toMatchObject([{ fate: "accepted" }]);
    bench.engine.last.answer({ kind: "none", reason: "emptyCompletion" });
    await turn();
    void bench.session.complete(at("const a = f(); x"), live());
    await bench.wait(20);
    expect(bench.engine.last.request.shape).toBe("line");
  });

  it("is not made where the machine is to be spared", async () => {
    const bench = new SessionBench();
    await bench.teach("f();");
    await bench.wait(0);
    expect(bench.engine.calls).toHaveLength(1);
  });
});

describe("a request that was withdrawn", () => {
  it("shows nobody what is known, so that nothing becomes of it", async () => {
    const bench = new SessionBench();
    await bench.teach("sum(1);");
    bench.session.forget();
    expect(bench.fates).toHaveLength(1);
    await bench.teachElse("max(1);");
    bench.session.taken("file:///a.ts");
    expect(bench.fates).toHaveLength(2);
    await bench.session.complete(at("const a = "), AbortSignal.abort());
    expect(bench.records.at(-1)).toMatchObject({ outcome: { text: "max(1);" } });
    expect(bench.records.at(-1)?.trail.steps.at(-1)).toEqual({
      id: "handed",
      state: "stopped",
      ms: 0,
    });
    bench.session.forget();
    expect(bench.fates).toHaveLength(2);
  });
});

describe("what was dismissed", () => {
  async function dismiss(bench: SessionBench): Promise<void> {
    await bench.teach("sum(1);");
    await bench.wait(300);
    await typed(bench, "const a = y");
    await typed(bench, "const a = yz");
  }

  it("is not shown there again, and not asked for", async () => {
    const bench = new SessionBench({ trigger: "manual" });
    await dismiss(bench);
    expect(bench.fates).toMatchObject([{ fate: "dismissed", visibleMs: 300 }]);
    const again = await bench.session.complete(at("const a = "), live());
    expect(again).toEqual({ kind: "none", reason: "dismissed", dropped: "sum(1);" });
    expect(bench.records.at(-1)?.trail).toMatchObject({ reason: "dismissed", dropped: "sum(1);" });
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("is not shown either when the model comes up with it anew", async () => {
    const bench = new SessionBench({ trigger: "manual" });
    await dismiss(bench);
    bench.session.forget();
    bench.settings = { ...bench.settings, trigger: "automatic" };
    const again = bench.session.complete(at("const a = "), live());
    await bench.wait(20);
    bench.engine.last.answer(aSuggestion("sum(1);"));
    expect(await again).toMatchObject({ reason: "dismissed" });
  });

  it("is shown to who asks by hand", async () => {
    const bench = new SessionBench({ trigger: "manual" });
    await dismiss(bench);
    await bench.teach("sum(1);");
    expect(bench.records.at(-1)?.outcome).toMatchObject({ text: "sum(1);" });
  });
});
