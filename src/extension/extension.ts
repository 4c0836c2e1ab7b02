import { join } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../core/errors";
import { activeLanguage, registerCommands } from "./commands";
import { CompletionSession } from "./completionSession";
import { Debounce } from "./debounce";
import { EngineClient } from "./engineClient";
import { InlineCompletionProvider } from "./inlineCompletionProvider";
import { LiveSettings } from "./liveSettings";
import { modelParams } from "./modelParams";
import { RequestHistory } from "./requestHistory";
import { requestLine } from "./requestLine";
import type { Settings } from "./settings";
import { StatusItem } from "./statusItem";
import { suggestSomethingElse } from "./suggestSomethingElse";
import { nodeTimers } from "./timers";

/**
 * Called by VS Code once, after its start. VS Code hides what goes wrong here, so it is said in the log and, once, in words. All that was
 * made is in `context.subscriptions`, which VS Code disposes when the extension goes: that ends the engine process too.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Foretype", { log: true });
  context.subscriptions.push(log);
  try {
    wire(context, log);
  } catch (error) {
    log.error(error instanceof Error ? error : messageOf(error));
    void vscode.window.showWarningMessage(
      `Foretype could not start: ${messageOf(error)} Its log, in the Output view, says more.`,
    );
  }
}

function wire(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): void {
  const folders = {
    models: context.asAbsolutePath("models"),
    graphs: vscode.Uri.joinPath(context.globalStorageUri, "graphs").fsPath,
  };
  const timers = nodeTimers;
  const history = new RequestHistory();
  const settings = new LiveSettings(log, (before) => {
    settingsChanged(before);
  });
  const engine = new EngineClient({
    // Both bundles are in one folder.
    enginePath: join(__dirname, "engine.js"),
    // Read at every start, so that a changed setting needs a restart of the engine only.
    get execPath(): string {
      return settings.current["engine.nodePath"] || process.execPath;
    },
    model: modelParams(folders, settings.current),
    log,
  });
  const status = new StatusItem(timers, () => ({
    engine: engine.state,
    settings: settings.current,
    settingProblems: settings.problems,
    languageId: activeLanguage(),
    last: history.last,
    recent: history.recent,
  }));
  const session = new CompletionSession({
    debounce: new Debounce(timers),
    engine,
    timers,
    settings: () => settings.current,
    report: (record) => {
      log.debug(requestLine(record));
      history.observe(record);
      status.refresh();
    },
  });

  function settingsChanged(before: Settings): void {
    const now = settings.current;
    session.forget();
    if (!now.enabled) {
      if (before.enabled) engine.stop();
    } else if (now["engine.nodePath"] !== before["engine.nodePath"]) engine.restart();
    else if (!before.enabled) engine.start();
    if (now.precision !== before.precision || now.threads !== before.threads) {
      history.clear();
      engine.reopen(modelParams(folders, now));
    }
    if (now.strategy !== before.strategy) {
      history.clear();
      status.announce(now.strategy);
    }
    status.refresh();
  }

  context.subscriptions.push(
    settings,
    engine,
    status,
    engine.onStateChange(() => {
      status.refresh();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      status.refresh();
    }),
    vscode.workspace.onDidOpenTextDocument(() => {
      // A document whose language is changed counts as opened.
      status.refresh();
    }),
    registerCommands({
      settings,
      engine,
      log,
      suggestSomethingElse: () =>
        suggestSomethingElse(session, (news) => {
          status.announce(news);
        }),
    }),
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: "**" },
      new InlineCompletionProvider(session),
    ),
  );
  if (settings.current.enabled) engine.start();
}
