import * as vscode from "vscode";
import { editorSay as say } from "../editorSay";

/** Asks for a GGUF file or for a model's folder. Its path; `undefined` if the user leaves. */
export async function askForModel(what: "file" | "folder"): Promise<string | undefined> {
  const isFile = what === "file";
  const picked = await vscode.window.showOpenDialog({
    title: isFile ? say("Foretype: a GGUF File") : say("Foretype: a Model's Folder"),
    openLabel: say("Open Model"),
    canSelectFiles: isFile,
    canSelectFolders: !isFile,
    canSelectMany: false,
    ...(isFile && { filters: { [say("GGUF models")]: ["gguf"], [say("All files")]: ["*"] } }),
  });
  return picked?.[0]?.fsPath;
}
