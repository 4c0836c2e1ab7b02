import { cpSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { installHost } from "../../../.ci/host/installHost.mjs";
import { quietSettings } from "../../../.ci/host/quietSettings.mjs";
import {
  installExtension,
  pageUrl,
  startHost,
  writeUserSettings,
  type RunningHost,
} from "../../../.ci/host/startHost.mjs";
import { launchBrowser } from "./browser";
import { endEngines } from "./engineProcesses";
import { hostLogEnv, withHostLog } from "./hostLog";
import type { Leg } from "./leg";
import { fixtureWorkspace, hostsFolder, root, testExtensions } from "./paths";
import { vsixFile } from "./vsixFile";

/** What a session has beyond the leg's own. */
export interface SessionOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Loaded in place of Foretype. */
  readonly extension?: string;
  /** A module with a function `run`, called inside the extension host. */
  readonly tests?: string;
  /** Given the folder of the installed package before the server starts. */
  readonly prepare?: (extensionFolder: string) => void;
  /** Environment of the server and of all that it starts. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether Foretype's log is to be read, down to its line for each request. */
  readonly logs?: boolean;
}

/** A server and a browser over a copy of the fixture workspace. The page is not open yet. */
export interface Session {
  readonly host: RunningHost;
  readonly context: BrowserContext;
  /** The copy. */
  readonly workspace: string;
  /** Where the page is. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Settings under which only inline completions show up beside the cursor, and pictures look alike everywhere. */
const editorSettings = {
  ...quietSettings,
  "git.enabled": false,
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "editor.parameterHints.enabled": false,
  "editor.hover.enabled": false,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  // A file that nobody changed makes room for the next.
  "workbench.editor.enablePreviewFromQuickOpen": true,
  "editor.fontFamily": "DejaVu Sans Mono, monospace",
  "typescript.validate.enable": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.layoutControl.enabled": false,
  // Pictures of kinds of files come late, or not at all.
  "workbench.iconTheme": null,
  "workbench.colorTheme": "Default Dark Modern",
  // A picture is not to be taken while something fades in.
  "workbench.reduceMotion": "on",
  // What is suggested must not depend on how busy the test machine is, nor on what the gate has learnt from the tests before.
  "foretype.timeBudgetMs": 0,
  "foretype.confidence.floor": 0,
};

/** Starts what a leg says below `work`, with everything that it needs installed before. */
export async function startSession(
  leg: Leg,
  work: string,
  options: SessionOptions = {},
): Promise<Session> {
  const workspace = path.join(work, "shop");
  cpSync(fixtureWorkspace, workspace, { recursive: true });
  writeUserSettings(work, { ...editorSettings, ...options.settings });
  const installed = installHost(leg.host, hostsFolder, console.log);
  mkdirSync(path.join(work, "extensions"), { recursive: true });
  const isPackaged = leg.origin === "vsix" && options.extension === undefined;
  if (isPackaged) {
    installExtension(installed, work, vsixFile());
    options.prepare?.(installedFolder(path.join(work, "extensions")));
  }
  const { logs = false } = options;
  const host = await startHost(installed, work, { ...(logs && hostLogEnv), ...options.env });
  try {
    const context = await launchBrowser(work);
    const url = pageUrl(host, {
      folder: workspace,
      extension: isPackaged ? testExtensions.empty : (options.extension ?? root),
      ...(options.tests === undefined ? {} : { tests: options.tests }),
    });
    const stop = async (): Promise<void> => {
      await context.close();
      await host.stop();
      await endEngines(host);
    };
    return { host, context, workspace, url: logs ? withHostLog(url) : url, stop };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** The folder of the one extension that is installed. */
function installedFolder(extensions: string): string {
  const name = readdirSync(extensions).find((entry) => entry.startsWith("foretype.foretype-"));
  if (name === undefined) throw new Error(`${extensions} has no Foretype.`);
  return path.join(extensions, name);
}
