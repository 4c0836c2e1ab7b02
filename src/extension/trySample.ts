import * as vscode from "vscode";

/** The last function is like the one before it, so a small model knows how it goes on, and drafts of it are kept. */
const before = `interface Item {
  name: string;
  price: number;
  count: number;
}

export function totalPrice(items: Item[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.count;
  }
  return total;
}

export function totalCount(items: Item[]): number {
  let total = 0;
  for (const item of items) {
    `;

const after = "\n  }\n  return total;\n}\n";

/** Opens a sample that is not saved anywhere, with the cursor where code is missing, and asks for a suggestion. */
export async function trySample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: "typescript",
    content: before + after,
  });
  const cursor = document.positionAt(before.length);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(cursor, cursor) });
  await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
}
