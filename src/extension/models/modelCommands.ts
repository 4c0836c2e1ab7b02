import { basename } from "node:path";
import { homedir, freemem } from "node:os";
import * as vscode from "vscode";
import { messageOf } from "../../core/errors";
import { createFetch } from "../../store/download/createFetch";
import { downloadModel } from "../../store/download/downloadModel";
import { freeBytes } from "../../files/freeBytes";
import { defaultEndpoint } from "../../store/download/hub";
import { downloadsFolder } from "../../store/machineFolders";
import type { ModelPlaces } from "../../store/modelPlaces";
import { editorSay as say } from "../editorSay";
import type { EngineClient } from "../engineClient";
import { writeSetting, type LiveSettings } from "../liveSettings";
import { modelParams, type EngineFolders } from "../modelParams";
import { downloadChoice } from "./downloadChoice";
import { KnownModels } from "./knownModels";
import type { ModelChoice } from "./modelChoices";
import { readShelf } from "./modelShelf";
import { askForModel } from "./openDialog";
import { pickModel } from "./pickModel";
import { switchModel } from "./switchModel";
import { vscodeModelUi } from "./vscodeModelUi";

/** Under which the token for gated models is kept in the editor's secret store. */
const tokenKey = "foretype.hubToken";

export interface ModelCommandsParts {
  readonly engine: EngineClient;
  readonly settings: LiveSettings;
  readonly folders: EngineFolders;
  readonly secrets: vscode.SecretStorage;
  readonly log: vscode.LogOutputChannel;
}

/** What the commands about models do. */
export class ModelCommands {
  readonly known: KnownModels;
  readonly #parts: ModelCommandsParts;

  constructor(parts: ModelCommandsParts) {
    this.#parts = parts;
    this.known = new KnownModels(parts.engine, (reference) => {
      // What drafts for the model in force need not fit others.
      const { draft: _, ...params } = this.#paramsOf(reference);
      return params;
    });
  }

  /** Where models may be, as things are now. */
  get places(): ModelPlaces {
    const { folders, settings } = this.#parts;
    return {
      modelsFolder: folders.models,
      cacheFolder: folders.graphs,
      modelFolders: settings.current.modelFolders,
      env: process.env,
      homeFolder: homedir(),
      platform: process.platform,
    };
  }

  shelf(): Promise<readonly ModelChoice[]> {
    return readShelf(this.places, this.#parts.log);
  }

  /** Lists the models and opens the one that is picked. */
  async choose(): Promise<void> {
    const { current } = this.#parts.settings;
    const picked = await pickModel(await this.shelf(), this.known, current.model);
    if (picked === undefined) return;
    if (picked.kind === "choice") {
      await this.take(picked.choice);
      return;
    }
    const path = await askForModel(picked.kind);
    if (path !== undefined) await this.#switchTo({ reference: path, name: basename(path) });
  }

  /** Opens a model, after a download where it is not here. */
  async take(choice: ModelChoice): Promise<void> {
    if (choice.entry !== undefined && !(await this.#download(choice.entry))) return;
    await this.#switchTo(choice);
  }

  /** Asks for the token that gated models need, and keeps it in the secret store; an empty one removes it. */
  async setHubToken(): Promise<void> {
    const token = await vscode.window.showInputBox({
      title: say("Foretype: Hugging Face Token"),
      prompt: say("For models that need an account's consent. Kept in the editor's secret store; leave it empty to remove it."),
      password: true,
      ignoreFocusOut: true,
    });
    if (token === undefined) return;
    const { secrets } = this.#parts;
    await (token.trim() === "" ? secrets.delete(tokenKey) : secrets.store(tokenKey, token.trim()));
  }

  async #switchTo(wanted: { readonly reference: string; readonly name: string }): Promise<void> {
    const { engine, log } = this.#parts;
    const isOpen = await switchModel(wanted, {
      engine,
      ui: vscodeModelUi,
      paramsOf: (reference) => this.#paramsOf(reference),
      keep: (reference) => writeSetting("model", reference),
      freeBytes: freemem,
    });
    if (isOpen) this.known.forget(wanted.reference);
    else log.info(`${wanted.name} was not opened.`);
  }

  async #download(entry: NonNullable<ModelChoice["entry"]>): Promise<boolean> {
    const places = this.places;
    const endpoint = process.env["HF_ENDPOINT"] ?? defaultEndpoint;
    const folder = downloadsFolder(places);
    const token = await this.#token();
    return downloadChoice(entry, {
      ui: vscodeModelUi,
      folder,
      endpoint,
      freeBytes,
      download: (wanted, work) =>
        downloadModel(wanted, {
          ...work,
          folder,
          endpoint,
          cacheFolder: places.cacheFolder,
          freeBytes,
          fetch: createFetch({ chosen: proxy(), env: process.env }),
          ...(token !== undefined && { token }),
        }),
    });
  }

  async #token(): Promise<string | undefined> {
    try {
      return await this.#parts.secrets.get(tokenKey);
    } catch (error) {
      this.#parts.log.warn(`The token cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  #paramsOf(reference: string): ReturnType<typeof modelParams> {
    const { folders, settings } = this.#parts;
    return modelParams(folders, settings.current, reference);
  }
}

function proxy(): string {
  return vscode.workspace.getConfiguration("http").get<string>("proxy", "");
}
