import * as vscode from "vscode";

/** Asks for a GGUF file or for a model's folder. Its path; `undefined` if the user leaves. */
export async function askForModel(what: "file" | "folder"): Promise<string | undefined> {
  const isFile = what === "file";
  const picked = await vscode.window.showOpenDialog({
    title: isFile ? "Foretype: a GGUF File" : "Foretype: a Model's Folder",
    openLabel: "Open Model",
    canSelectFiles: isFile,
    canSelectFolders: !isFile,
    canSelectMany: false,
    ...(isFile && { filters: { "GGUF models": ["gguf"], "All files": ["*"] } }),
  });
  return picked?.[0]?.fsPath;
}
