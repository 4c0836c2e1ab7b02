import * as vscode from "vscode";
import { draftModel } from "../core/decode/draftModel";
import { draftReference } from "../core/decode/draftReference";
import type { OpenResult } from "../protocol/engineApi";
import { commandIds, type CommandId } from "./commandIds";
import type { EngineClient } from "./engineClient";
import { figureCommands, type FigureCommandsParts } from "./figureCommands";
import { writeLanguage, writeSetting, type LiveSettings } from "./liveSettings";
import { menuEntries, type MenuFacts } from "./menuEntries";
import type { Offer } from "./models/findOffer";
import type { ModelCommands } from "./models/modelCommands";
import { removeConvertedModels } from "./models/removeConvertedModels";
import type { Say } from "./say";
import type { Pausing } from "./session/pausing";
import { isLanguageEnabled } from "./settings";
import { pickStrategy } from "./strategyPicker";
import { trySample } from "./trySample";

const hourMs = 3_600_000;

export interface CommandParts extends FigureCommandsParts {
  readonly settings: LiveSettings;
  readonly engine: EngineClient;
  readonly log: vscode.LogOutputChannel;
  readonly suggestSomethingElse: () => Promise<void>;
  readonly models: ModelCommands;
  /** A model that would suggest better than the one in force. */
  readonly offer: () => Offer | undefined;
  readonly pausing: Pick<Pausing, "pause" | "resume">;
  readonly panel: FigureCommandsParts["panel"] & {
    /** Shows why the latest request had no suggestion, now or as soon as the panel is there. */
    showWhy(): void;
    /** Pauses the panel's updates, or lets them go on. */
    toggleLive(): void;
  };
  /** The comparison on the user's file. */
  readonly measuring: { start(): void; cancel(): void };
  readonly menu: () => MenuFacts;
  readonly showDetails: () => Promise<void>;
  readonly showPrompt: () => Promise<void>;
  /** The extension's own id, which names its walkthrough. */
  readonly extensionId: string;
}

/** Registers every command. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { settings, engine, log, models, offer, pausing, panel, measuring } = parts;
  const handlers: Readonly<Record<CommandId, () => unknown>> = {
    ...figureCommands(parts),
    "foretype.trigger": () => vscode.commands.executeCommand("editor.action.inlineSuggest.trigger"),
    "foretype.suggestSomethingElse": parts.suggestSomethingElse,
    "foretype.why": async () => {
      await openPanel();
      panel.showWhy();
    },
    "foretype.openPanel": openPanel,
    "foretype.toggle": () => writeSetting("enabled", !settings.current.enabled),
    "foretype.toggleLanguage": () => toggleLanguage(settings),
    "foretype.toggleManual": () =>
      writeSetting("trigger", settings.current.trigger === "manual" ? "automatic" : "manual"),
    "foretype.pause": () => {
      pausing.pause(hourMs);
    },
    "foretype.pauseUntilResumed": () => {
      pausing.pause();
    },
    "foretype.resume": () => {
      pausing.resume();
    },
    "foretype.measure": () =>
      whileOn(settings, async () => {
        await openPanel();
        measuring.start();
      }),
    "foretype.cancelMeasuring": () => {
      measuring.cancel();
    },
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
    "foretype.switchStrategy": () => switchStrategy(parts),
    "foretype.restartEngine": () => {
      // Its `enablement` hides the command while Foretype is off, but a keybinding or another extension may call it.
      if (settings.current.enabled) engine.restart();
    },
    "foretype.panel.pause": () => {
      panel.toggleLive();
    },
    "foretype.trySample": () => whileOn(settings, trySample),
    "foretype.openWalkthrough": () =>
      vscode.commands.executeCommand(
        "workbench.action.openWalkthrough",
        `${parts.extensionId}#start`,
        false,
      ),
    "foretype.openSettings": () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "foretype."),
    "foretype.showDetails": parts.showDetails,
    "foretype.showPrompt": parts.showPrompt,
    "foretype.showLog": () => {
      log.show(true);
    },
    "foretype.showMenu": () => showMenu(parts.menu()),
  };
  return vscode.Disposable.from(
    ...commandIds.map((id) => vscode.commands.registerCommand(id, handlers[id])),
  );
}

/** The editor makes this command for the view. */
async function openPanel(): Promise<void> {
  await vscode.commands.executeCommand("foretype.panel.focus");
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

async function switchStrategy({
  settings: { current },
  engine: { state },
  say,
}: Pick<CommandParts, "settings" | "engine"> & { readonly say: Say }): Promise<void> {
  const open = state.kind === "ready" ? openOf(state.opened) : {};
  const id = await pickStrategy(current.strategy, open, say);
  if (id !== undefined) await writeSetting("strategy", id);
}

/** The draft model that there is, or that choosing its strategy would open. */
function openOf({ draft: named, modelId: model }: OpenResult): { readonly draft?: string } {
  const draft = draftReference({ named, model, strategy: draftModel.id });
  return draft === undefined ? {} : { draft };
}

async function showMenu(facts: MenuFacts): Promise<void> {
  const items = menuEntries(facts).map((entry) =>
    "title" in entry ? { label: entry.title, kind: vscode.QuickPickItemKind.Separator } : entry,
  );
  const picked = await vscode.window.showQuickPick(items, { title: "Foretype" });
  if (picked !== undefined && "command" in picked) {
    await vscode.commands.executeCommand(picked.command);
  }
}

/** Language of the editor that has the cursor, if any. */
export function activeLanguage(): string | undefined {
  return vscode.window.activeTextEditor?.document.languageId;
}
