import { describe, expect, it } from "vitest";
import type { EditorRequest } from "../../../../src/extension/session/request";
import { aSuggestion } from "../../../support/completionFixtures";
import { SessionBench } from "../../../support/sessionBench";
import { editorRequest, live } from "../../../support/sessionFixtures";
import { turn } from "../../../support/testWire";

describe("at a place that is not a good one, the model", () => {
  it.each<[string, Partial<EditorRequest>]>([
    ["there are several cursors", { numCursors: 2 }],
    ["text is selected", { hasSelection: true }],
    ["nothing of the selected item is typed", { numTypedOfItem: 0 }],
  ])("is asked by hand only: %s", async (_, place) => {
    const bench = new SessionBench();
    const outcome = await bench.session.complete(editorRequest(place), live());
    expect(outcome).toMatchObject({ kind: "none", reason: "place" });
    expect(bench.engine.calls).toHaveLength(0);
    void bench.session.complete(editorRequest({ ...place, isInvoked: true }), live());
    await turn();
    expect(bench.engine.calls).toHaveLength(1);
  });
});

describe("with an item selected in the list", () => {
  const request = editorRequest({ prefix: "console", suffix: ");\n", numTypedOfItem: 3 });

  it("a text that extends it is suggested, and says nothing about what was shown before", async () => {
    const bench = new SessionBench();
    await bench.teach("onsole.log();", editorRequest({ prefix: "c", suffix: ");\n" }));
    await bench.wait(300);
    const outcome = bench.session.complete(request, live());
    await bench.wait(20);
    expect(await outcome).toMatchObject({ text: ".log();" });
    expect(bench.fates).toEqual([]);
  });

  it("what is on its way is still of use when more of the item has been typed", async () => {
    const bench = new SessionBench();
    void bench.session.complete(request, live());
    await bench.wait(20);
    bench.session.moved(editorRequest({ prefix: "cons", suffix: ");\n" }));
    const next = bench.session.complete({ ...request, numTypedOfItem: 4 }, live());
    bench.engine.last.answer(aSuggestion(".log("));
    expect(await next).toMatchObject({ text: ".log(" });
    expect(bench.engine.calls).toHaveLength(1);
  });

  it("a text that would not is none", async () => {
    const bench = new SessionBench();
    const outcome = bench.session.complete(request, live());
    await bench.wait(20);
    bench.engine.last.answer(aSuggestion(");"));
    expect(await outcome).toMatchObject({ kind: "none", reason: "place", dropped: ");" });
  });
});

describe("a pause", () => {
  it("holds while the user types, and not for who asks by hand", async () => {
    const bench = new SessionBench({}, { paused: () => "For an hour." });
    await bench.teach("sum(1);");
    const typed = await bench.session.complete(editorRequest({ prefix: "const a = s" }), live());
    expect(typed).toEqual({ kind: "none", reason: "paused", detail: "For an hour." });
    expect(bench.records.at(-1)?.trail.steps[0]).toMatchObject({ id: "allowed", state: "stopped" });
  });
});

describe("what the switches say of a place", () => {
  it.each([
    ["never", "file", false, "Suggestions are switched off for this file."],
    ["never", "place", true, "Suggestions are switched off for this kind of text."],
    ["manual", "file", false, "Suggestions come on request only."],
  ] as const)("%s, by the %s (by hand: %s)", async (wanted, because, isInvoked, detail) => {
    const bench = new SessionBench({}, { eagernessAt: () => ({ wanted, because }) });
    const outcome = await bench.session.complete(editorRequest({ isInvoked }), live());
    expect(outcome).toEqual({ kind: "none", reason: "disabled", detail });
  });
});

describe("the engine", () => {
  it("is told what else is in sight, how sure to be, and how the document is indented", async () => {
    const pieces = [{ kind: "recent" as const, path: "b.ts", text: "export {};\n" }];
    const bench = new SessionBench(
      {},
      {
        contextAt: () => ({ pieces, version: 1 }),
        optionsAt: (options, { trigger, situation }) => ({
          ...options,
          traces: trigger === "automatic",
          gate: { floor: 0.1, stopBelow: 0, situation },
        }),
      },
    );
    void bench.session.complete(editorRequest({ tabSize: 2, insertSpaces: true }), live());
    await bench.wait(20);
    const { request, options } = bench.engine.last;
    expect(request).toMatchObject({ context: pieces, tabSize: 2, insertSpaces: true });
    const situation = { isAfterAccept: false, languageId: "typescript" };
    expect(options).toMatchObject({ traces: true, gate: { floor: 0.1, stopBelow: 0, situation } });
  });

  it("is asked anew when something else is in sight", async () => {
    let version = 1;
    const bench = new SessionBench({}, { contextAt: () => ({ pieces: [], version }) });
    await bench.teach("sum(1);");
    bench.session.left(undefined);
    version = 2;
    void bench.session.complete(editorRequest(), live());
    await bench.wait(20);
    expect(bench.engine.calls).toHaveLength(2);
  });

  it("is asked after a pause that is fitted to the typist, if that is wanted", async () => {
    const bench = new SessionBench({}, { isDelayAdaptive: () => true });
    void bench.session.complete(editorRequest(), live());
    await bench.wait(299);
    expect(bench.engine.calls).toHaveLength(0);
    await bench.wait(1);
    expect(bench.engine.calls).toHaveLength(1);
  });
});

describe("the trail", () => {
  it("says where and how a suggestion came about", async () => {
    const bench = new SessionBench({}, { epochMs: () => 1_764_127_000_000 });
    const request = editorRequest({
      path: "src/a.ts",
      prefix: "f(\n  a, ",
      suffix: ")\n",
      line: 2,
    });
    const outcome = bench.session.complete(request, live());
    await bench.wait(20);
    await bench.wait(100);
    bench.engine.last.answer(aSuggestion("b"));
    await outcome;
    const [record] = bench.records;
    const { steps, ...trail } = record?.trail ?? { steps: [] };
    expect(trail).toEqual({
      id: 1,
      at: 1_764_127_000_000,
      documentName: "a.ts",
      line: 2,
      lineText: "  a, )",
      column: 5,
      trigger: "automatic",
      source: "model",
      outcome: aSuggestion("b"),
      totalMs: 120,
    });
    expect(steps.map(({ ms }) => ms)).toEqual([0, 0, 20, 0, 100, 0, 0, 0]);
  });
});
