import * as vscode from "vscode";
import type { Say } from "./say";

/** The editor's language, by the bundles in l10n. */
export const editorSay: Say = (text, values = {}) => vscode.l10n.t(text, values);
