import type * as vscode from "vscode";
import { describe, expect, it, vi } from "vitest";
import { editorRequest } from "../../../src/extension/editorRequest";
import { Position, Range, type EditorDocument } from "../../support/contextEditor";
import { current } from "../../support/currentVscode";
import { CursorEditor } from "../../support/cursorEditor";

vi.mock("vscode", async () => (await import("../../support/currentVscode")).vscodeModule);

function requestAt(
  document: EditorDocument,
  line: number,
  character: number,
  selectedCompletionInfo?: { readonly range: Range; readonly text: string },
) {
  // As much of a document as a request reads.
  return editorRequest(
    document as unknown as vscode.TextDocument,
    new Position(line, character) as unknown as vscode.Position,
    { triggerKind: 1, selectedCompletionInfo } as unknown as vscode.InlineCompletionContext,
  );
}

function shown(text: string, changes: object = {}): EditorDocument {
  const editor = new CursorEditor();
  const document = editor.open("/w/src/a.ts", text);
  const api = editor.api as { readonly window: object };
  current.api = { ...api, window: { activeTextEditor: { document, selections: [], ...changes } } };
  return document;
}

describe("editorRequest", () => {
  it("says where the cursor is and what is around it", () => {
    const request = requestAt(shown("one\ntwo\n"), 1, 2);
    expect(request).toEqual({
      documentId: "file:///w/src/a.ts",
      path: "src/a.ts",
      prefix: "one\ntw",
      suffix: "o\n",
      languageId: "typescript",
      offset: 6,
      line: 2,
      numCursors: 1,
      hasSelection: false,
      isInvoked: false,
    });
  });

  it("is about the text with the item that is selected in the list", () => {
    const range = new Range(new Position(0, 2), new Position(0, 5));
    const request = requestAt(shown("x.con;\n"), 0, 5, { range, text: "console" });
    expect(request).toMatchObject({ prefix: "x.console", suffix: ";\n", numTypedOfItem: 3 });
  });

  it("tells what the editor knows of cursors and indentation", () => {
    const selections = [{ isEmpty: true }, { isEmpty: false }];
    const options = { tabSize: 8, insertSpaces: false };
    expect(requestAt(shown("one", { selections, options }), 0, 3)).toMatchObject({
      numCursors: 2,
      hasSelection: true,
      tabSize: 8,
      insertSpaces: false,
    });
  });

  it("does not take another editor's cursors for those of its document", () => {
    const document = shown("one");
    shown("two", { selections: [{ isEmpty: false }] });
    expect(requestAt(document, 0, 3)).toMatchObject({ numCursors: 1, hasSelection: false });
  });
});
