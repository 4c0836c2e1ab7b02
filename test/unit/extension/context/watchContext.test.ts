import { beforeEach, describe, expect, it, vi } from "vitest";
import { ContextDocuments } from "../../../../src/extension/context/contextDocuments";
import { ContextFeed } from "../../../../src/extension/context/contextFeed";
import { CopyWatch } from "../../../../src/extension/context/copyWatch";
import { DefinitionSearch } from "../../../../src/extension/context/definitionSearch";
import { LanguageServer } from "../../../../src/extension/context/languageServer";
import { watchContext } from "../../../../src/extension/context/watchContext";
import { readSettings } from "../../../../src/extension/settings";
import { ContextEditor, linesFrom, type EditorDocument } from "../../../support/contextEditor";
import { current } from "../../../support/currentVscode";
import { FakeTimers } from "../../../support/fakeTimers";

vi.mock("vscode", async () => (await import("../../../support/currentVscode")).vscodeModule);

const code = (name: string): string =>
  Array.from({ length: 60 }, (_, i) => `${name}Line${String(i)}();`).join("\n");

class Bench {
  readonly editor = new ContextEditor();
  readonly timers = new FakeTimers();
  readonly rules = { isOn: true, exclude: ["**/generated/**"] };
  readonly documents = new ContextDocuments(
    () => readSettings(() => undefined).settings,
    () => this.rules,
  );
  readonly feed = new ContextFeed({
    timers: this.timers,
    maxTokens: () => 2000,
    onChange: () => undefined,
  });
  readonly definitions = new DefinitionSearch({
    port: new LanguageServer(this.documents),
    timers: this.timers,
    mostUnits: () => this.feed.mostDefinitionUnits,
    onFound: (document, text) => {
      this.feed.defined(document, text);
    },
  });
  readonly copies = new CopyWatch((document, text) => {
    this.feed.copied(document, text);
  });

  constructor() {
    current.api = this.editor.api;
  }

  watch(): { dispose(): unknown } {
    const { documents, feed, copies, definitions } = this;
    return watchContext({ documents, feed, copies, definitions });
  }

  /** What is shown in some other document once the user has rested. */
  async shownAt(documentId = "file:///w/none.ts"): Promise<readonly string[]> {
    for (let i = 0; i < 100; i++) {
      this.timers.advance(200);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
    return this.feed
      .contextFor(documentId)
      .pieces.map(({ kind, path, text }) => `${kind} ${path}: ${text.split("\n")[0] ?? ""}`);
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

describe("watchContext", () => {
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

  it("shows nothing while context is switched off", async () => {
    bench.watch();
    bench.rules.isOn = false;
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual([]);
    bench.rules.isOn = true;
    bench.documents.refresh();
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual(["recent src/a.ts: aLine0();"]);
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
    bench.editor.exclude["**/src"] = true;
    bench.editor.configurationChanged.fire({ affectsConfiguration: () => true });
    bench.editor.showAt(b, 0);
    bench.feed.forget(a.uri.toString());
    bench.editor.showAt(a, 0);
    expect(await bench.shownAt()).toEqual([]);
    bench.editor.exclude["**/src"] = false;
    bench.editor.opened.fire(a);
    bench.editor.showAt(a, 0);
    bench.editor.showAt(b, 0);
    expect(await bench.shownAt()).toEqual(["recent src/a.ts: aLine0();"]);
    watch.dispose();
    expect([bench.editor.numListeners, await bench.shownAt(), bench.timers.numPending]).toEqual([
      ...[0, [], 0],
    ]);
  });
});
