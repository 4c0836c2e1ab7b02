import { doesNotMatch, equal } from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import { commands, Selection, window, workspace } from "vscode";
import { eventually } from "./eventually";

const text = "// \u{1F600}\u{1F680} a face and a rocket\nconst total = 1;\nconst twice = ";

suite("a cursor inside a surrogate pair", () => {
  suiteTeardown(() => commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  test("splits no character, whatever is asked for there", async () => {
    const document = await workspace.openTextDocument({ language: "typescript", content: text });
    const editor = await window.showTextDocument(document);
    // Between the two halves of the first, and of the second.
    for (const column of [4, 6]) {
      editor.selection = new Selection(0, column, 0, column);
      await commands.executeCommand("foretype.trigger");
      await commands.executeCommand("type", { text: "x" });
      await eventually("typed", () => document.getText().length > text.length);
      doesNotMatch(document.getText(), /\p{Surrogate}/u);
      equal(document.getText().replace("x", ""), text);
      await commands.executeCommand("undo");
      await eventually("undone", () => document.getText() === text);
    }
  });
});
