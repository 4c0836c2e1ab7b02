import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../../../src/core/complete/request";
import type { EditorRequest } from "../../../../src/extension/session/request";
import type { Settings } from "../../../../src/extension/settings";
import { aSuggestion } from "../../../support/completionFixtures";
import { SessionBench } from "../../../support/sessionBench";
import { editorRequest, live } from "../../../support/sessionFixtures";
import { turn } from "../../../support/testWire";

describe("CompletionSession", () => {
  it("asks the engine after a pause, with what the settings say", async () => {
    const bench = new SessionBench({ maxTokens: 9 });
    const outcome = bench.session.complete(editorRequest(), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(0);
    bench.timers.advance(20);
    await turn();
    expect(bench.engine.last.request).toEqual({
      documentId: "file:///a.ts",
      path: "a.ts",
      prefix: "const a = ",
      suffix: "\n",
      shape: "line",
    });
    expect(bench.engine.last.options).toMatchObject({
      maxTokens: 9,
      strategy: defaultOptions.strategy,
    });
    bench.engine.last.answer(aSuggestion("1;"));
    expect(await outcome).toEqual(aSuggestion("1;"));
    expect(bench.records).toMatchObject([
      { id: 1, trigger: "automatic", isFromCache: false, totalMs: 20 },
    ]);
  });

  it("says what stood at the cursor before, and takes it for the same place", async () => {
    const bench = new SessionBench();
    bench.earlier = "sum(1);\n";
    await bench.teach("max(1);");
    expect(bench.engine.last.request.earlier).toBe("sum(1);\n");
    bench.earlier = undefined;
    expect(await bench.session.complete(editorRequest(), live())).toEqual(aSuggestion("max(1);"));
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.last.request).not.toHaveProperty("earlier");
  });

  it("asks at once, and for a block, when the user asks by hand", async () => {
    const bench = new SessionBench({ trigger: "manual" });
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.last.request.shape).toBe("block");
  });

  it("asks for several texts by hand, and for one while the user types", async () => {
    const bench = new SessionBench({ candidates: 4 });
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.last.options.numCandidates).toBe(4);
    void bench.session.complete(editorRequest({ prefix: "const b = " }), live());
    bench.timers.advance(20);
    await turn();
    expect(bench.engine.last.options.numCandidates).toBe(1);
  });

  it("keeps the text that the user types along, whichever of several it was", async () => {
    const bench = new SessionBench();
    await bench.teach("sum(1);", editorRequest(), ["max(1);", "min(1);"]);
    const typed = (letters: string) =>
      bench.session.complete(editorRequest({ prefix: `const a = ${letters}` }), live());
    expect(await typed("m")).toMatchObject({ text: "ax(1);", alternatives: ["in(1);"] });
    expect(await typed("mi")).toEqual(aSuggestion("n(1);"));
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("keeps a suggestion while the user types along it, without asking", async () => {
    const bench = new SessionBench();
    await bench.teach("sum(1, 2);");
    const typed = editorRequest({ prefix: "const a = su" });
    expect(await bench.session.complete(typed, live())).toEqual(aSuggestion("m(1, 2);"));
    expect(bench.engine.calls).toHaveLength(1);
    expect(bench.records.at(-1)).toMatchObject({ isFromCache: true, totalMs: 0 });
  });

  it("keeps it in manual mode too, but asks for nothing new there", async () => {
    const bench = new SessionBench({ trigger: "manual" });
    await bench.teach("sum(1, 2);");
    const along = editorRequest({ prefix: "const a = s" });
    expect(await bench.session.complete(along, live())).toMatchObject({ text: "um(1, 2);" });
    const astray = editorRequest({ prefix: "const a = x" });
    expect(await bench.session.complete(astray, live())).toMatchObject({
      reason: "disabled",
    });
  });

  it("asks again for what is known when the user asks by hand", async () => {
    const bench = new SessionBench();
    await bench.teach("1;");
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("forgets when told to, and what is on its way then as well", async () => {
    const bench = new SessionBench();
    await bench.teach("sum(1, 2);");
    const late = bench.session.complete(editorRequest({ isInvoked: true }), live());
    bench.session.forget();
    await turn();
    bench.engine.last.answer(aSuggestion("sum(3, 4);"));
    await late;
    void bench.session.complete(editorRequest({ prefix: "const a = s" }), live());
    bench.timers.advance(20);
    await turn();
    expect(bench.engine.calls).toHaveLength(3);
  });

  it.each<[string, Partial<Settings>, Partial<EditorRequest>, string]>([
    ["switched off", { enabled: false }, {}, "disabled"],
    ["switched off, by hand", { enabled: false }, { isInvoked: true }, "disabled"],
    ["off for the language", { languages: { typescript: false } }, {}, "disabled"],
    ["in the middle of code", {}, { suffix: "b + c;\n" }, "midLine"],
    ["inside a character", {}, { prefix: "\ud83d", suffix: "\ude00", isInvoked: true }, "midLine"],
  ])("does not ask when %s", async (_name, settings, request, reason) => {
    const bench = new SessionBench(settings);
    const outcome = await bench.session.complete(editorRequest(request), live());
    expect(outcome).toMatchObject({ kind: "none", reason });
    expect(bench.engine.calls).toHaveLength(0);
  });

  it("asks before closers, and in the middle of code by hand", async () => {
    const bench = new SessionBench();
    void bench.session.complete(editorRequest({ suffix: ");\n" }), live());
    bench.timers.advance(20);
    await turn();
    void bench.session.complete(editorRequest({ suffix: "b;\n", isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls.map(({ request }) => request.shape)).toEqual(["line", "line"]);
  });

  it("settles a request that a newer one overtakes while it waits", async () => {
    const bench = new SessionBench();
    const older = bench.session.complete(editorRequest(), live());
    void bench.session.complete(editorRequest({ prefix: "const a = b" }), live());
    expect(await older).toEqual({ kind: "none", reason: "superseded" });
  });

  it("settles a request that is withdrawn, before the engine is asked and after", async () => {
    const bench = new SessionBench();
    const early = new AbortController();
    const first = bench.session.complete(editorRequest(), early.signal);
    early.abort();
    expect(await first).toEqual({ kind: "none", reason: "cancelled" });
    const late = new AbortController();
    const second = bench.session.complete(editorRequest({ isInvoked: true }), late.signal);
    await turn();
    late.abort();
    expect(await second).toEqual({ kind: "none", reason: "cancelled" });
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("hands on why the engine has nothing", async () => {
    const bench = new SessionBench();
    const outcome = bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    bench.engine.last.answer({ kind: "none", reason: "engineDown", detail: "It ended." });
    expect(await outcome).toEqual({ kind: "none", reason: "engineDown", detail: "It ended." });
  });

  it("makes a defect of the engine client one failed request", async () => {
    const bench = new SessionBench();
    const outcome = bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    bench.engine.last.fail(new Error("broken"));
    expect(await outcome).toEqual({ kind: "none", reason: "failed", detail: "broken" });
  });
});

describe("something else", () => {
  it("is asked for with all that was shown at the place, and in its shape", async () => {
    const bench = new SessionBench({ candidates: 2 });
    await bench.teach("1;", editorRequest(), ["2;"]);
    await bench.teachElse("3;");
    expect(bench.engine.last.request).toMatchObject({ shape: "line", shown: ["1;", "2;"] });
    expect(bench.engine.last.options.numCandidates).toBe(2);
    await bench.teachElse("4;");
    expect(bench.engine.last.request.shown).toEqual(["1;", "2;", "3;"]);
    expect(bench.records.map(({ trigger }) => trigger)).toEqual([
      "invoked",
      "somethingElse",
      "somethingElse",
    ]);
  });

  it("is a block where a block was shown, or nothing", async () => {
    const bench = new SessionBench();
    await bench.teachElse("1;\n2;");
    expect(bench.engine.last.request).not.toHaveProperty("shown");
    expect(bench.engine.last.request.shape).toBe("block");
    await bench.teachElse("3;\n4;");
    expect(bench.engine.last.request).toMatchObject({ shape: "block", shown: ["1;\n2;"] });
  });

  it("than what is left of a suggestion, where the user has typed along it", async () => {
    const bench = new SessionBench();
    await bench.teach("sum(1);");
    const typed = editorRequest({ prefix: "const a = su" });
    await bench.session.complete(typed, live());
    await bench.teachElse("pply();", typed);
    expect(bench.engine.last.request.shown).toEqual(["m(1);"]);
  });

  it("begins anew after an edit", async () => {
    const bench = new SessionBench();
    await bench.teach("1;");
    await bench.session.complete(editorRequest({ suffix: "code\n" }), live());
    await bench.teachElse("2;");
    expect(bench.engine.last.request).not.toHaveProperty("shown");
  });

  it("is the answer to the next request by hand at the place, once", async () => {
    const bench = new SessionBench();
    await bench.teach("1;");
    const { outcome } = await bench.teachElse("2;");
    const byHand = editorRequest({ isInvoked: true });
    expect(await bench.session.complete(byHand, live())).toBe(outcome);
    expect(bench.records.at(-1)).toMatchObject({ trigger: "invoked", isFromCache: true });
    void bench.session.complete(byHand, live());
    await turn();
    expect(bench.engine.calls).toHaveLength(3);
  });

  it("is still the answer while yet something else is asked for, which goes on undisturbed", async () => {
    const bench = new SessionBench();
    await bench.teachElse("2;");
    const next = bench.teachElse("3;");
    const byHand = editorRequest({ isInvoked: true });
    expect(await bench.session.complete(byHand, live())).toMatchObject({ text: "2;" });
    expect((await next).outcome).toMatchObject({ text: "3;" });
  });

  it("is not the answer to a request elsewhere, nor under other settings", async () => {
    const bench = new SessionBench();
    await bench.teachElse("2;");
    void bench.session.complete(editorRequest({ prefix: "b = ", isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(2);
    const late = bench.session.somethingElse(
      editorRequest({ prefix: "c = ", isInvoked: true }),
      live(),
    );
    bench.engine.last.answer(aSuggestion("0;"));
    await turn();
    bench.session.forget();
    bench.engine.last.answer(aSuggestion("2;"));
    await late;
    void bench.session.complete(editorRequest({ prefix: "c = ", isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(4);
  });

  it("waits for what is on its way, and is something else than that", async () => {
    const bench = new SessionBench();
    const byHand = editorRequest({ isInvoked: true });
    const first = bench.session.complete(byHand, live());
    const second = bench.session.somethingElse(byHand, live());
    const third = bench.session.somethingElse(byHand, live());
    await turn();
    expect(bench.engine.calls).toHaveLength(1);
    for (const text of ["1;", "2;", "3;"]) {
      bench.engine.last.answer(aSuggestion(text));
      await turn();
    }
    expect(await first).toMatchObject({ text: "1;" });
    expect(bench.engine.calls[1]?.request.shown).toEqual(["1;"]);
    expect(bench.engine.calls[2]?.request.shown).toEqual(["1;", "2;"]);
    expect((await second).outcome).toMatchObject({ text: "2;" });
    expect((await third).outcome).toMatchObject({ text: "3;" });
  });

  it("is given up when the user goes on, before it is asked for and after", async () => {
    const bench = new SessionBench();
    const byHand = editorRequest({ isInvoked: true });
    const cancelled = { kind: "none", reason: "cancelled" };
    const early = new AbortController();
    const first = bench.session.somethingElse(byHand, early.signal);
    early.abort();
    expect((await first).outcome).toEqual(cancelled);
    const late = new AbortController();
    const second = bench.session.somethingElse(byHand, late.signal);
    await turn();
    late.abort();
    expect((await second).outcome).toEqual(cancelled);
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("is not asked for while Foretype is off", async () => {
    const bench = new SessionBench({ enabled: false });
    const { outcome } = await bench.session.somethingElse(
      editorRequest({ isInvoked: true }),
      live(),
    );
    expect(outcome).toMatchObject({ kind: "none", reason: "disabled" });
  });
});
