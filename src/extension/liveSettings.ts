import * as vscode from "vscode";
import type { Logger } from "../core/ports";
import type { Switch } from "../core/shape/eagerness";
import { editorSay } from "./editorSay";
import { readSettings, type ReadSettings, type SettingName, type Settings } from "./settings";

const section = "foretype";

/** The settings of the editor, read again after every change. */
export class LiveSettings implements vscode.Disposable {
  readonly #log: Logger;
  readonly #told = new Set<string>();
  readonly #subscription: vscode.Disposable;
  #read: ReadSettings;

  /** @param onChange called after a change with the settings before it */
  constructor(log: Logger, onChange: (before: Settings) => void) {
    this.#log = log;
    this.#read = this.#readAll();
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(section)) return;
      const before = this.#read.settings;
      this.#read = this.#readAll();
      onChange(before);
    });
  }

  get current(): Settings {
    return this.#read.settings;
  }

  /** A sentence for each setting that cannot be used. */
  get problems(): readonly string[] {
    return this.#read.problems;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #readAll(): ReadSettings {
    const configuration = vscode.workspace.getConfiguration(section);
    const read = readSettings((name) => configuration.get(name), editorSay);
    for (const problem of read.problems) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      this.#log.warn(problem);
    }
    return read;
  }
}

/** Changes a setting where it is set: in the workspace if that overrides it, else for the user. */
export async function writeSetting(name: SettingName, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const isSetInWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
  const target = isSetInWorkspace
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await configuration.update(name, value, target);
}

/** Switches one language, and leaves the others and the defaults as they are. */
export async function writeLanguage(languageId: string, isEnabled: boolean): Promise<void> {
  const inspected = vscode.workspace
    .getConfiguration(section)
    .inspect<Readonly<Record<string, Switch>>>("languages" satisfies SettingName);
  const own = inspected?.workspaceValue ?? inspected?.globalValue;
  await writeSetting("languages", { ...own, [languageId]: isEnabled });
}
