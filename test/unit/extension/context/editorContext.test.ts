import { beforeEach, describe, expect, it, vi } from "vitest";
import { EditorContext } from "../../../../src/extension/context/editorContext";
import { ContextEditor, linesFrom, type EditorDocument } from "../../../support/contextEditor";
import { current } from "../../../support/currentVscode";
import { FakeTimers } from "../../../support/fakeTimers";

vi.mock("vscode", async () => (await import("../../../support/currentVscode")).vscodeModule);

const code = (name: string): string =>
  Array.from({ length: 60 }, (_, i) => `${name}Line${String(i)}();`).join("\n");

class Bench {
  readonly editor = new ContextEditor();
  readonly timers = new FakeTimers();
  context: EditorContext | undefined;
  readonly rules = { isOn: true, exclude: ["**/generated/**"] };

  constructor() {
    current.api = this.editor.api;
  }

  watch(): EditorContext {
    this.context = new EditorContext({
      timers: this.timers,
      maxTokens: () => 2000,
      onChange: () => undefined,
      places: { isWantedIn: () => true },
      rules: () => this.rules,
    });
    return this.context;
  }

  /** What is shown in some other document once the user has rested. */
  async shownAt(documentId = "file:///w/none.ts"): Promise<readonly string[]> {
    for (let i = 0; i < 100; i++) {
      this.timers.advance(200);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
    const { pieces = [] } = this.context?.contextFor(documentId) ?? {};
    return pieces.map(({ kind, path, text }) => `${kind} ${path}: ${text.split("\n")[0] ?? ""}`);
  }
}

let bench: Bench;
let a: EditorDocument;
let b: EditorDocument;
beforeEach(() => {
  bench = new Bench();
  a = bench.editor.open("/w/src/a.ts", code("a"));
  b = bench.editor.open("/w/src/b.ts", code("b"));
});

describe("EditorContext", () => {
  it("shows in one document what was visited and edited in another", async () => {
    bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.change(a, linesFrom(50, 50), "edited();");
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt(b.uri.toString())).toEqual([
      "recent src/a.ts: aLine0();",
      "recent src/a.ts: aLine40();",
    ]);
    bench.editor.change(b, linesFrom(40, 40), "edited();");
    bench.editor.saved.fire(b);
    expect(await bench.shownAt()).toContain("recent src/b.ts: bLine24();");
  });

  it("begins with the document that is shown already", async () => {
    bench.editor.showAt(a, 20);
    bench.watch();
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual(["recent src/a.ts: aLine8();"]);
  });

  it("does not take for the user's what others change", async () => {
    bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.change(b, linesFrom(30, 30), "formatted();");
    bench.editor.saved.fire(b);
    expect(await bench.shownAt()).toEqual([]);
  });

  it("shows what was cut", async () => {
    bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.select(linesFrom(10, 14));
    bench.editor.change(a, linesFrom(10, 14), "");
    expect(await bench.shownAt(a.uri.toString())).toEqual(["copied src/a.ts: aLine10();"]);
  });

  it.each([
    "/w/.env",
    "/w/secrets/a.ts",
    "/w/out/a.ts",
    "/w/generated/a.ts",
    "/elsewhere/a.ts",
    "git:/w/a.ts",
  ])("never shows anything of %s", async (path) => {
    bench.watch();
    const secret = bench.editor.open(path, code("s"));
    bench.editor.definitions.set("bLine1", { document: secret, line: 20 });
    bench.editor.showAt(secret, 0);
    bench.editor.change(secret, linesFrom(30, 30), "edited();");
    bench.editor.saved.fire(secret);
    bench.editor.select(linesFrom(10, 14));
    bench.editor.change(secret, linesFrom(10, 14), "");
    bench.editor.showAt(b, 3);
    expect(await bench.shownAt(b.uri.toString())).toEqual([]);
    bench.editor.showAt(a, 0);
    expect(await bench.shownAt(a.uri.toString())).toEqual(["recent src/b.ts: bLine0();"]);
  });

  it("shows nothing while it is switched off, and forgets what it showed", async () => {
    const context = bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toHaveLength(1);
    bench.rules.isOn = false;
    context.refresh();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual([]);
    bench.rules.isOn = true;
    context.refresh();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual(["recent src/a.ts: aLine0();"]);
  });

  it("changes nothing as long as requests come", async () => {
    const context = bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    for (let i = 0; i < 20; i++) {
      context.asked();
      bench.timers.advance(500);
    }
    expect(context.contextFor(b.uri.toString()).pieces).toEqual([]);
    expect(await bench.shownAt()).toHaveLength(1);
  });

  it("shows what the names near the cursor mean, and opens no secret file for it", async () => {
    bench.watch();
    bench.editor.definitions.set("bLine2", { document: a, line: 3, last: 6 });
    const secret = bench.editor.open("/w/.env", code("s"));
    bench.editor.definitions.set("bLine1", { document: secret, line: 3, last: 6 });
    bench.editor.showAt(b, 4);
    expect(await bench.shownAt(b.uri.toString())).toEqual(["definition src/a.ts: aLine3();"]);
    expect(bench.editor.numOpened).toBe(1);
  });

  it("forgets what was never saved when it is closed", async () => {
    bench.watch();
    const draft = bench.editor.open("untitled:Untitled-1", code("d"));
    bench.editor.showAt(draft, 0);
    bench.editor.showAt(a, 0);
    expect(await bench.shownAt(a.uri.toString())).toHaveLength(1);
    bench.editor.closed.fire(draft);
    expect(await bench.shownAt(a.uri.toString())).toEqual([]);
    bench.editor.closed.fire(a);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt(b.uri.toString())).toEqual(["recent src/a.ts: aLine0();"]);
  });

  it("looks at the rules again when the editor's own change, and when a document's language does", async () => {
    const watch = bench.watch();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toHaveLength(1);
    bench.editor.select(linesFrom(10, 14));
    bench.editor.exclude["**/src"] = true;
    bench.editor.configurationChanged.fire({ affectsConfiguration: () => true });
    expect(await bench.shownAt()).toEqual([]);
    const other = bench.editor.open("/w/lib/c.ts", code("c"));
    bench.editor.showAt(other, 0);
    bench.editor.change(other, linesFrom(0, 0), b.text.split("\n").slice(10, 14).join("\n"));
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual(["recent lib/c.ts: bLine10();"]);
    bench.editor.exclude["**/src"] = false;
    for (const document of [a, b]) bench.editor.opened.fire(document);
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toContain("recent src/a.ts: aLine0();");
    watch.dispose();
    expect(await bench.shownAt()).toEqual([]);
    expect([bench.editor.numListeners, bench.timers.numPending]).toEqual([0, 0]);
  });
});
