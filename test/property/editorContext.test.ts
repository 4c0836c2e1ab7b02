import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { EditorContext } from "../../src/extension/context/editorContext";
import { fixedRuns } from "../support/arbitraries";
import { ContextEditor, linesFrom, type EditorDocument } from "../support/contextEditor";
import { current } from "../support/currentVscode";
import { FakeTimers } from "../support/fakeTimers";

vi.mock("vscode", async () => (await import("../support/currentVscode")).vscodeModule);

const maxTokens = 600;
const open = ["/w/src/a.ts", "/w/src/b.ts", "untitled:Untitled-1"];
const secret = [
  ...["/w/.env", "/w/.env.local", "/w/secrets/keys.ts", "/w/id_rsa", "/w/server.pem"],
  ...["/w/out/a.ts", "/w/ignored/a.ts", "/elsewhere/a.ts", "git:/w/src/a.ts"],
];
const places = [...open, ...secret];

/** What a user may do with the document of a number, at a line. */
const actions = fc.record({
  what: fc.constantFrom("show", "show", "move", "edit", "cut", "copy", "save", "ask", "rest"),
  document: fc.nat({ max: places.length - 1 }),
  line: fc.nat({ max: 79 }),
});

class User {
  readonly timers = new FakeTimers();
  readonly documents: readonly EditorDocument[];
  readonly context: EditorContext;
  readonly #editor = new ContextEditor();
  #shown: EditorDocument | undefined;

  constructor() {
    current.api = this.#editor.api;
    this.documents = places.map((place, index) => {
      const word = secret.includes(place) ? "hidden" : "open";
      const lines = Array.from(
        { length: 80 },
        (_, i) => `${word}${String(index)}Line${String(i)}();`,
      );
      return this.#editor.open(place, lines.join("\n"));
    });
    for (const [index, document] of this.documents.entries()) {
      // The names of each document are defined in the next one, or in the first.
      const next = this.documents[index + 1] ?? document;
      for (const [name] of document.text.matchAll(/\w+/g)) {
        this.#editor.definitions.set(name, { document: next, line: 30, last: 35 });
      }
    }
    this.context = new EditorContext({
      timers: this.timers,
      maxTokens: () => maxTokens,
      onChange: () => undefined,
      places: { isWantedIn: () => true },
      rules: () => ({ isOn: true, exclude: ["**/ignored/**"] }),
    });
  }

  async does(what: string, index: number, line: number): Promise<void> {
    const document = this.documents[index];
    const shown = this.#shown;
    if (document === undefined) return;
    if (what === "rest") await this.#rest();
    else if (what === "ask") this.context.asked();
    else if (what === "save") this.#editor.saved.fire(document);
    else if (what === "show" || shown === undefined) {
      this.#shown = document;
      this.#editor.showAt(document, line);
    } else if (what === "move") this.#editor.showAt(shown, line);
    else if (what === "edit") this.#editor.change(shown, linesFrom(line, line), "");
    else {
      this.#editor.select(linesFrom(line, line + 5));
      if (what === "cut") this.#editor.change(shown, linesFrom(line, line + 5), "");
      else {
        // What is put into an open document is the user's to show: only what was taken from there may be.
        const text = shown.text
          .split("\n")
          .slice(line, line + 5)
          .join("\n");
        const target = secret.includes(places[index] ?? "") ? document : shown;
        this.#shown = target;
        this.#editor.showAt(target, 0);
        this.#editor.change(target, linesFrom(0, 0), text);
      }
    }
  }

  async #rest(): Promise<void> {
    for (let i = 0; i < 30; i++) {
      this.timers.advance(200);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  }
}

describe("what is shown of other documents", () => {
  it("is never secret nor ignored, and within its room, whatever the user does", async () => {
    let numShown = 0;
    let numDefinitions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(actions, { maxLength: 40 }), async (all) => {
        const user = new User();
        for (const { what, document, line } of all) {
          await user.does(what, document, line);
          for (const { uri } of user.documents) {
            const { pieces } = user.context.contextFor(uri.toString());
            numShown += pieces.length;
            numDefinitions += pieces.filter(({ kind }) => kind === "definition").length;
            for (const { text, path } of pieces) {
              expect(text).not.toContain("hidden");
              expect(path).not.toMatch(/env|secrets|rsa|pem|ignored|elsewhere/);
            }
            const numUnits = pieces.reduce((sum, { text }) => sum + text.length, 0);
            expect(numUnits).toBeLessThanOrEqual(3 * maxTokens);
          }
        }
        user.context.dispose();
        expect(user.timers.numPending).toBe(0);
      }),
      fixedRuns(60),
    );
    expect(numShown).toBeGreaterThan(100);
    expect(numDefinitions).toBeGreaterThan(10);
  });
});
