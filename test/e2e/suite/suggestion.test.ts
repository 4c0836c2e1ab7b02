import { equal, notEqual } from "node:assert/strict";
import { suite, suiteSetup, teardown, test } from "mocha";
import { commands, Range, window, workspace, type TextDocument } from "vscode";
import { strategies } from "../../../src/core/decode/strategies";

/** Says enough for a guess at how its last line goes on. */
const beginning = `interface Line {
  readonly quantity: number;
}

export function numArticles(lines: readonly Line[]): number {
  let total = 0;
  for (const line of lines) {
    tot`;

/** Opens a new document with the cursor at its end. */
async function openDocument(): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language: "typescript", content: beginning });
  const end = document.lineAt(document.lineCount - 1).range.end;
  await window.showTextDocument(document, { selection: new Range(end, end) });
  return document;
}

/**
 * Asks for a suggestion at the end of a new document, takes it, and returns what it added. Asked again and again, with a little more patience,
 * since the engine may still be loading; in another document, since VS Code 1.100 answers a second request at one place from the first.
 */
async function takeSuggestion(): Promise<string> {
  const deadlineMs = Date.now() + 45_000;
  for (
    let patienceMs = 500;
    Date.now() < deadlineMs;
    patienceMs = Math.min(4_000, 2 * patienceMs)
  ) {
    const document = await openDocument();
    await commands.executeCommand("foretype.trigger");
    await new Promise((resolve) => setTimeout(resolve, patienceMs));
    await commands.executeCommand("editor.action.inlineSuggest.commit");
    const text = document.getText();
    if (text !== beginning) return text.slice(beginning.length);
  }
  throw new Error("There was no suggestion to take.");
}

suite("a suggestion", () => {
  const settings = (): ReturnType<typeof workspace.getConfiguration> =>
    workspace.getConfiguration("foretype");

  suiteSetup(() => settings().update("timeBudgetMs", 0, true));

  teardown(async () => {
    for (const name of ["strategy", "enabled"]) await settings().update(name, undefined, true);
    while (window.activeTextEditor !== undefined) {
      await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  });

  test("is the same text with every strategy", async () => {
    const texts = new Set<string>();
    for (const { id } of strategies) {
      await settings().update("strategy", id, true);
      texts.add(await takeSuggestion());
    }
    equal(texts.size, 1);
    notEqual([...texts][0], "");
  });

  test("does not come while Foretype is off, and typing goes on", async () => {
    await commands.executeCommand("foretype.toggle");
    equal(settings().get("enabled"), false);
    const document = await openDocument();
    await commands.executeCommand("foretype.trigger");
    await commands.executeCommand("type", { text: "al" });
    await commands.executeCommand("editor.action.inlineSuggest.commit");
    equal(document.getText(), `${beginning}al`);
  });
});
