import { describe, expect, it, vi } from "vitest";
import type { SuggestionPlace } from "../../../../src/core/complete/suggestionPlace";
import { watchCursor } from "../../../../src/extension/session/watchCursor";
import { linesFrom } from "../../../support/contextEditor";
import { current } from "../../../support/currentVscode";
import { CursorEditor } from "../../../support/cursorEditor";

vi.mock("vscode", async () => (await import("../../../support/currentVscode")).vscodeModule);

describe("watchCursor", () => {
  it("tells where the cursor goes in a document that something is shown in, and which is in front", () => {
    const editor = new CursorEditor();
    current.api = editor.api;
    const told: (SuggestionPlace | string | undefined)[] = [];
    let isBusy = false;
    const subscription = watchCursor({
      isBusyWith: (documentId) => isBusy && documentId === "file:///w/a.ts",
      moved: (place) => told.push(place),
      left: (documentId) => told.push(documentId),
    });
    editor.showAt(editor.open("/w/a.ts", "one\ntwo\n"), 0);
    editor.select(linesFrom(1, 1));
    isBusy = true;
    editor.select(linesFrom(1, 1));
    editor.activeChanged.fire(undefined);
    expect(told).toEqual([
      "file:///w/a.ts",
      { documentId: "file:///w/a.ts", prefix: "one\n", suffix: "two\n" },
      undefined,
    ]);
    subscription.dispose();
    expect(editor.numListeners).toBe(0);
  });
});
