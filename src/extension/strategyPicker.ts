import * as vscode from "vscode";
import { strategies } from "../core/decode/strategies";

/** Asks for a strategy with one line on each; the one in force is marked. `undefined` if the user leaves. */
export async function pickStrategy(current: string): Promise<string | undefined> {
  const items = strategies.map(({ id, title, description }) => ({
    label: id === current ? `$(check) ${title}` : title,
    description: id,
    detail: description,
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Foretype: Strategy",
    placeHolder: "How tokens are drafted. The text is the same with each; the speed is not.",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
