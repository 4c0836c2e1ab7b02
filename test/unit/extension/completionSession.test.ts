import { describe, expect, it } from "vitest";
import {
  CompletionSession,
  type EditorRequest,
  type RequestRecord,
} from "../../../src/extension/completionSession";
import { Debounce } from "../../../src/extension/debounce";
import { readSettings, type Settings } from "../../../src/extension/settings";
import { aSuggestion } from "../../support/completionFixtures";
import { FakeEngine } from "../../support/fakeEngine";
import { FakeTimers } from "../../support/fakeTimers";
import { turn } from "../../support/testWire";

const defaults = { ...readSettings(() => undefined).settings, debounceMs: 20 };
/** The signal of a request that nobody withdraws. */
function live(): AbortSignal {
  return new AbortController().signal;
}

function editorRequest(changes: Partial<EditorRequest> = {}): EditorRequest {
  return {
    documentId: "file:///a.ts",
    path: "a.ts",
    prefix: "const a = ",
    suffix: "\n",
    languageId: "typescript",
    isInvoked: false,
    ...changes,
  };
}

class Bench {
  readonly engine = new FakeEngine();
  readonly timers = new FakeTimers();
  readonly records: RequestRecord[] = [];
  settings: Settings;
  readonly session: CompletionSession;

  constructor(changes: Partial<Settings> = {}) {
    this.settings = { ...defaults, ...changes };
    this.session = new CompletionSession({
      debounce: new Debounce(this.timers),
      engine: this.engine,
      timers: this.timers,
      settings: () => this.settings,
      report: (record) => this.records.push(record),
    });
  }

  /** Lets the engine suggest `text` for a request that is made by hand. */
  async teach(text: string, request: EditorRequest = editorRequest()): Promise<void> {
    const outcome = this.session.complete({ ...request, isInvoked: true }, live());
    await turn();
    this.engine.last.answer(aSuggestion(text));
    await outcome;
  }
}

describe("CompletionSession", () => {
  it("asks the engine after a pause, with what the settings say", async () => {
    const bench = new Bench({ maxTokens: 9 });
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
    expect(bench.engine.last.options).toMatchObject({ maxTokens: 9, strategy: "token-recycling" });
    bench.engine.last.answer(aSuggestion("1;"));
    expect(await outcome).toEqual(aSuggestion("1;"));
    expect(bench.records).toMatchObject([
      { id: 1, isInvoked: false, isFromCache: false, totalMs: 20 },
    ]);
  });

  it("asks at once, and for a block, when the user asks by hand", async () => {
    const bench = new Bench({ trigger: "manual" });
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.last.request.shape).toBe("block");
  });

  it("keeps a suggestion while the user types along it, without asking", async () => {
    const bench = new Bench();
    await bench.teach("sum(1, 2);");
    const typed = editorRequest({ prefix: "const a = su" });
    expect(await bench.session.complete(typed, live())).toEqual(aSuggestion("m(1, 2);"));
    expect(bench.engine.calls).toHaveLength(1);
    expect(bench.records.at(-1)).toMatchObject({ isFromCache: true, totalMs: 0 });
  });

  it("keeps it in manual mode too, but asks for nothing new there", async () => {
    const bench = new Bench({ trigger: "manual" });
    await bench.teach("sum(1, 2);");
    const along = editorRequest({ prefix: "const a = s" });
    expect(await bench.session.complete(along, live())).toMatchObject({ text: "um(1, 2);" });
    const astray = editorRequest({ prefix: "const a = x" });
    expect(await bench.session.complete(astray, live())).toMatchObject({
      reason: "disabled",
    });
  });

  it("asks again for what is known when the user asks by hand", async () => {
    const bench = new Bench();
    await bench.teach("1;");
    void bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("forgets when told to, and what is on its way then as well", async () => {
    const bench = new Bench();
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
    const bench = new Bench(settings);
    const outcome = await bench.session.complete(editorRequest(request), live());
    expect(outcome).toMatchObject({ kind: "none", reason });
    expect(bench.engine.calls).toHaveLength(0);
  });

  it("asks before closers, and in the middle of code by hand", async () => {
    const bench = new Bench();
    void bench.session.complete(editorRequest({ suffix: ");\n" }), live());
    bench.timers.advance(20);
    await turn();
    void bench.session.complete(editorRequest({ suffix: "b;\n", isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls.map(({ request }) => request.shape)).toEqual(["line", "line"]);
  });

  it("settles a request that a newer one overtakes while it waits", async () => {
    const bench = new Bench();
    const older = bench.session.complete(editorRequest(), live());
    void bench.session.complete(editorRequest({ prefix: "const a = b" }), live());
    expect(await older).toEqual({ kind: "none", reason: "superseded" });
  });

  it("settles a request that is withdrawn, before the engine is asked and after", async () => {
    const bench = new Bench();
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
    const bench = new Bench();
    const outcome = bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    bench.engine.last.answer({ kind: "none", reason: "engineDown", detail: "It ended." });
    expect(await outcome).toEqual({ kind: "none", reason: "engineDown", detail: "It ended." });
  });

  it("makes a defect of the engine client one failed request", async () => {
    const bench = new Bench();
    const outcome = bench.session.complete(editorRequest({ isInvoked: true }), live());
    await turn();
    bench.engine.last.fail(new Error("broken"));
    expect(await outcome).toEqual({ kind: "none", reason: "failed", detail: "broken" });
  });
});
