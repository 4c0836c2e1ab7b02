import * as vscode from "vscode";
import { draftModel } from "../core/decode/draftModel";
import { draftReference } from "../core/decode/draftReference";
import type { OpenResult } from "../protocol/engineApi";
import { commandIds, type CommandId } from "./commandIds";
import type { EngineClient } from "./engineClient";
import { writeLanguage, writeSetting, type LiveSettings } from "./liveSettings";
import { menuEntries } from "./menuEntries";
import type { Offer } from "./models/findOffer";
import type { ModelCommands } from "./models/modelCommands";
import { removeConvertedModels } from "./models/removeConvertedModels";
import { isLanguageEnabled } from "./settings";
import { pickStrategy } from "./strategyPicker";

export interface CommandParts {
  readonly settings: LiveSettings;
  readonly engine: EngineClient;
  readonly log: vscode.LogOutputChannel;
  readonly suggestSomethingElse: () => Promise<void>;
  readonly models: ModelCommands;
  /** A model that would suggest better than the one in force. */
  readonly offer: () => Offer | undefined;
}

/** Registers every command. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { settings, engine, log, models, offer } = parts;
  const handlers: Readonly<Record<CommandId, () => unknown>> = {
    "foretype.trigger": () => vscode.commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "foretype.suggestSomethingElse": parts.suggestSomethingElse,
    "foretype.toggle": () => writeSetting("enabled", !settings.current.enabled),
    "foretype.toggleLanguage": () => toggleLanguage(settings),
    "foretype.chooseModel": () => whileOn(settings, () => models.choose()),
    "foretype.takeOffer": () =>
      whileOn(settings, () => {
        const choice = offer()?.choice;
        return choice === undefined ? models.choose() : models.take(choice);
      }),
    "foretype.removeBuiltModels": () => {
      const { state } = engine;
      const openId = state.kind === "ready" ? state.opened.modelId : undefined;
      return removeConvertedModels(models.places.cacheFolder, openId);
    },
    "foretype.setHubToken": () => models.setHubToken(),
    "foretype.switchStrategy": () => switchStrategy(settings, engine),
    "foretype.restartEngine": () => {
      // Its `enablement` hides the command while Foretype is off, but a keybinding or another extension may call it.
      if (settings.current.enabled) engine.restart();
    },
    "foretype.showLog": () => {
      log.show(true);
    },
    "foretype.openSettings": () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "foretype."),
    "foretype.showMenu": () => showMenu(settings, offer()),
  };
  return vscode.Disposable.from(
    ...commandIds.map((id) => vscode.commands.registerCommand(id, handlers[id])),
  );
}

/** Its `enablement` hides such a command while Foretype is off, but a link or another extension may run it. */
async function whileOn({ current }: LiveSettings, work: () => Promise<void>): Promise<void> {
  if (current.enabled) await work();
}

async function toggleLanguage({ current }: LiveSettings): Promise<void> {
  const languageId = activeLanguage();
  if (languageId === undefined) return;
  await writeLanguage(languageId, !isLanguageEnabled(current, languageId));
}

async function switchStrategy({ current }: LiveSettings, { state }: EngineClient): Promise<void> {
  const id = await pickStrategy(
    current.strategy,
    state.kind === "ready" ? openOf(state.opened) : {},
  );
  if (id !== undefined) await writeSetting("strategy", id);
}

/** The draft model that there is, or that choosing its strategy would open. */
function openOf({ draft: named, modelId: model }: OpenResult): { readonly draft?: string } {
  const draft = draftReference({ named, model, strategy: draftModel.id });
  return draft === undefined ? {} : { draft };
}

async function showMenu({ current }: LiveSettings, offer: Offer | undefined): Promise<void> {
  const entries = menuEntries(current, activeLanguage(), offer);
  const picked = await vscode.window.showQuickPick(entries, { title: "Foretype" });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
}

/** Language of the editor that has the cursor, if any. */
export function activeLanguage(): string | undefined {
  return vscode.window.activeTextEditor?.document.languageId;
}
