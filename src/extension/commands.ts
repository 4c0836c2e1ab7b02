import * as vscode from "vscode";
import { commandIds, type CommandId } from "./commandIds";
import type { EngineClient } from "./engineClient";
import { writeLanguage, writeSetting, type LiveSettings } from "./liveSettings";
import { menuEntries } from "./menuEntries";
import { isLanguageEnabled } from "./settings";
import { pickStrategy } from "./strategyPicker";

export interface CommandParts {
  readonly settings: LiveSettings;
  readonly engine: EngineClient;
  readonly log: vscode.LogOutputChannel;
  readonly suggestSomethingElse: () => Promise<void>;
}

/** Registers every command. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { settings, engine, log } = parts;
  const handlers: Readonly<Record<CommandId, () => unknown>> = {
    "foretype.trigger": () => vscode.commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "foretype.suggestSomethingElse": parts.suggestSomethingElse,
    "foretype.toggle": () => writeSetting("enabled", !settings.current.enabled),
    "foretype.toggleLanguage": () => toggleLanguage(settings),
    "foretype.switchStrategy": () => switchStrategy(settings),
    "foretype.restartEngine": () => {
      // Its `enablement` hides the command while Foretype is off, but a keybinding or another extension may call it.
      if (settings.current.enabled) engine.restart();
    },
    "foretype.showLog": () => {
      log.show(true);
    },
    "foretype.openSettings": () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "foretype."),
    "foretype.showMenu": () => showMenu(settings),
  };
  return vscode.Disposable.from(
    ...commandIds.map((id) => vscode.commands.registerCommand(id, handlers[id])),
  );
}

async function toggleLanguage({ current }: LiveSettings): Promise<void> {
  const languageId = activeLanguage();
  if (languageId === undefined) return;
  await writeLanguage(languageId, !isLanguageEnabled(current, languageId));
}

async function switchStrategy({ current }: LiveSettings): Promise<void> {
  const id = await pickStrategy(current.strategy);
  if (id !== undefined) await writeSetting("strategy", id);
}

async function showMenu({ current }: LiveSettings): Promise<void> {
  const entries = menuEntries(current, activeLanguage());
  const picked = await vscode.window.showQuickPick(entries, { title: "Foretype" });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
}

/** Language of the editor that has the cursor, if any. */
export function activeLanguage(): string | undefined {
  return vscode.window.activeTextEditor?.document.languageId;
}
