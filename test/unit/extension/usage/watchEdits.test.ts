import { describe, expect, it, vi } from "vitest";
import type { DocumentEdit } from "../../../../src/extension/usage/documentEdit";
import { openTextOf, watchEdits } from "../../../../src/extension/usage/watchEdits";
import { current } from "../../../support/currentVscode";
import { FakeEditor } from "../../../support/fakeVscode";

vi.mock("vscode", async () => (await import("../../../support/currentVscode")).vscodeModule);

function watched(): { readonly editor: FakeEditor; readonly told: (DocumentEdit | string)[] } {
  const editor = new FakeEditor();
  current.api = editor.api;
  const told: (DocumentEdit | string)[] = [];
  watchEdits({ edited: (edit) => told.push(edit), closed: (id) => told.push(id) });
  return { editor, told };
}

describe("watchEdits", () => {
  it("tells how documents change and close", () => {
    const { editor, told } = watched();
    const document = editor.open("/w/a.ts", "abc");
    editor.show(document);
    const contentChanges = [{ rangeOffset: 1, rangeLength: 2, text: "x" }];
    editor.changed.fire({ document, contentChanges });
    editor.close(document);
    const documentId = document.uri.toString();
    const changes = [{ offset: 1, numRemoved: 2, text: "x" }];
    expect(told).toEqual([
      { documentId, changes, isUndoOrRedo: false, isActive: true },
      documentId,
    ]);
  });

  it("tells what was undone, and what is not worked in", () => {
    const { editor, told } = watched();
    const document = editor.open("/w/a.ts", "abc");
    const contentChanges = [{ rangeOffset: 1, rangeLength: 2, text: "x" }];
    editor.changed.fire({ document, contentChanges, reason: 1 } as never);
    expect(told).toMatchObject([{ isUndoOrRedo: true, isActive: false }]);
  });

  it("tells nothing of documents that only became dirty, or that the editor writes to", () => {
    const { editor, told } = watched();
    editor.changed.fire({ document: editor.open("/w/a.ts", "abc"), contentChanges: [] });
    editor.edit(editor.open("output:/log", ""), "line");
    expect(told).toEqual([]);
  });
});

describe("openTextOf", () => {
  it("is the text of an open document", () => {
    const { editor } = watched();
    const document = editor.open("/w/a.ts", "abc");
    expect(openTextOf(document.uri.toString())).toBe("abc");
    editor.close(document);
    expect(openTextOf(document.uri.toString())).toBeUndefined();
  });
});
