import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Lesson } from "../../../../src/core/complete/lesson";
import { Baselines } from "../../../../src/extension/learn/baselines";
import {
  registerSuggestionTaken,
  suggestionTakenId,
} from "../../../../src/extension/learn/suggestionTaken";
import { watchDocuments, type DocumentWatch } from "../../../../src/extension/learn/watchDocuments";
import { WorkspaceLearning } from "../../../../src/extension/learn/workspaceLearning";
import { readSettings, type Settings } from "../../../../src/extension/settings";
import { wirePlaces } from "../../../../src/extension/wirePlaces";
import { current } from "../../../support/currentVscode";
import { FakeTimers } from "../../../support/fakeTimers";
import { FakeEditor } from "../../../support/fakeVscode";

vi.mock("vscode", async () => (await import("../../../support/currentVscode")).vscodeModule);

const manual = 1;
const afterDelay = 2;

class Bench {
  readonly editor = new FakeEditor();
  readonly timers = new FakeTimers();
  readonly baselines = new Baselines(this.timers);
  readonly #lessons: Lesson[] = [];
  readonly learning = new WorkspaceLearning({
    engine: { learn: (lesson) => this.#lessons.push(lesson) },
    timers: this.timers,
  });
  settings: Settings = readSettings(() => undefined).settings;

  constructor() {
    current.api = this.editor.api;
  }

  watch(): DocumentWatch {
    const { learning, baselines } = this;
    registerSuggestionTaken((id, text) => {
      learning.accepted(id, text);
    });
    const settings = (): Settings => this.settings;
    return watchDocuments({ learning, baselines, settings, places: wirePlaces(settings) });
  }

  /** What the engine was told of once the user has rested. */
  settle(): readonly string[] {
    this.timers.advance(10_000);
    return this.#lessons
      .splice(0)
      .map((lesson) => (lesson.kind === "forget" ? `- ${lesson.name}` : lesson.text));
  }
}

describe("watchDocuments", () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it("tells the engine of what is open, what is opened and what is edited", () => {
    bench.editor.open("/w/a.ts", "a");
    bench.watch();
    expect(bench.settle()).toEqual(["a"]);
    const document = bench.editor.open("/w/b.ts", "b");
    expect(bench.settle()).toEqual(["b"]);
    bench.editor.edit(document, "b2");
    expect(bench.settle()).toEqual(["b2"]);
    bench.editor.changed.fire({ document, contentChanges: [] });
    expect(bench.settle()).toEqual([]);
  });

  it.each([
    ["a file that may hold secrets", "/w/.env", "typescript"],
    ["a file outside of the workspace", "/elsewhere/a.ts", "typescript"],
    ["a file in a hidden folder", "/w/out/deep/a.ts", "typescript"],
    ["the editor's output", "output:/w/a.ts", "typescript"],
    ["a language that is switched off", "/w/notes.md", "markdown"],
  ])("never tells of %s, whatever is done with it", (_, place, languageId) => {
    const watch = bench.watch();
    const document = bench.editor.open(place, "secret", languageId);
    bench.editor.show(document);
    bench.editor.edit(document, "secret 2");
    bench.editor.save(document, manual);
    bench.editor.commands.get(suggestionTakenId)?.(document.uri.toString(), "secret 3");
    watch.refresh();
    bench.editor.close(document);
    expect(bench.settle()).toEqual([]);
  });

  it("never tells of a file that a pattern switches off, and of one that it switches on", () => {
    bench.settings = { ...bench.settings, files: { vendor: false, "*.md": true } };
    bench.watch();
    bench.editor.open("/w/vendor/a.ts", "a");
    bench.editor.open("/w/notes.md", "b", "markdown");
    expect(bench.settle()).toEqual(["b"]);
  });

  it("tells of what only looks hidden, of a new document and of a cell", () => {
    bench.watch();
    for (const place of ["/w/kept/a.ts", "untitled:New", "vscode-notebook-cell:/w/n.ipynb#1"]) {
      bench.editor.open(place, place);
    }
    expect(bench.settle()).toHaveLength(3);
  });

  it("forgets what comes to be hidden, and all when it is switched off", () => {
    const watch = bench.watch();
    for (const path of ["/w/a.ts", "/w/b/b.ts"]) bench.editor.open(path, path);
    bench.settle();
    bench.editor.exclude = { b: true };
    bench.editor.configurationChanged.fire({
      affectsConfiguration: (name) => name === "files.exclude",
    });
    expect(bench.settle()).toEqual(["- file:///w/b/b.ts"]);
    bench.settings = { ...bench.settings, learnFromWorkspace: false };
    watch.refresh();
    expect(bench.settle()).toEqual(["- file:///w/a.ts"]);
    bench.editor.open("/w/c.ts", "c");
    expect(bench.settle()).toEqual([]);
    bench.settings = { ...bench.settings, learnFromWorkspace: true };
    watch.refresh();
    expect(bench.settle()).toHaveLength(2);
  });

  it("keeps what is known of a closed file, and forgets a document that was never saved", () => {
    bench.watch();
    const [file, draft] = ["/w/a.ts", "untitled:New"].map((place) =>
      bench.editor.open(place, place),
    );
    bench.settle();
    for (const document of [file, draft]) if (document !== undefined) bench.editor.close(document);
    expect(bench.settle()).toEqual(["- untitled://New"]);
  });

  it("tells of suggestions that were taken, and of nothing else that is handed to the command", () => {
    bench.watch();
    const document = bench.editor.open("/w/a.ts", "a");
    bench.settle();
    const take = bench.editor.commands.get(suggestionTakenId);
    take?.(document.uri.toString(), "f(1);");
    take?.(document.uri.toString(), 1);
    take?.();
    expect(bench.settle()).toEqual(["f(1);"]);
  });

  it("knows what a document was before it was changed, and not a save of the editor's own", () => {
    bench.settings = { ...bench.settings, learnFromWorkspace: false };
    bench.watch();
    const document = bench.editor.open("/w/a.ts", "count");
    const baseline = () => bench.baselines.textOf("file:///w/a.ts");
    expect(baseline()).toBeUndefined();
    bench.editor.show(document);
    bench.editor.edit(document, "total");
    bench.editor.save(document, afterDelay);
    expect(baseline()).toBe("count");
    bench.editor.save(document, manual);
    expect(baseline()).toBe("total");
    bench.editor.close(document);
    expect(baseline()).toBeUndefined();
  });

  it("begins with the editor that is shown already", () => {
    bench.editor.active = bench.editor.open("/w/a.ts", "count");
    bench.watch();
    expect(bench.baselines.textOf("file:///w/a.ts")).toBe("count");
  });

  it("leaves nothing behind", () => {
    bench.editor.open("/w/a.ts", "a");
    const watch = bench.watch();
    watch.dispose();
    expect([bench.editor.numListeners, bench.timers.numPending]).toEqual([0, 0]);
  });
});
