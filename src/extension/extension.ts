import { totalmem } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { earlierText } from "../core/complete/earlierText";
import { messageOf } from "../core/errors";
import { activeLanguage, registerCommands } from "./commands";
import { CompletionSession } from "./session/completionSession";
import { Debounce } from "./session/debounce";
import { EngineClient } from "./engineClient";
import { InlineCompletionProvider } from "./inlineCompletionProvider";
import { Baselines } from "./learn/baselines";
import { registerSuggestionTaken } from "./learn/suggestionTaken";
import { watchDocuments } from "./learn/watchDocuments";
import { WorkspaceLearning } from "./learn/workspaceLearning";
import { LiveSettings } from "./liveSettings";
import { modelParams } from "./modelParams";
import { FirstMinute } from "./models/firstMinute";
import { ModelCommands } from "./models/modelCommands";
import { RequestHistory } from "./requestHistory";
import { requestLine } from "./requestLine";
import type { Settings } from "./settings";
import { StatusItem } from "./statusItem";
import { suggestSomethingElse } from "./suggestSomethingElse";
import { nodeTimers } from "./timers";
import { nextRequest } from "./warm/nextRequest";
import { FirstSuggestions } from "./warm/firstSuggestions";
import { nodePower } from "./warm/nodePower";
import { PowerSource } from "./warm/powerSource";
import { PromptWarming } from "./warm/promptWarming";
import { readOnBattery } from "./warm/readPower";

/** How long after the first model is ready it is looked for a better one: until then there is enough to do. */
const lookMs = 5_000;

/** How much later the user is told of it, who may be typing the first lines. */
const tellMs = 55_000;

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
  const firstSuggestions = new FirstSuggestions();
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
  const power = new PowerSource(() => readOnBattery(nodePower), timers);
  // The answer is there when the first prompt may be fed.
  power.refresh();
  const warming = new PromptWarming({
    engine,
    timers,
    next: () => nextRequest(settings.current, () => power.isOnBattery),
    onChange: () => {
      status.refresh();
    },
  });
  const status = new StatusItem(timers, () => ({
    engine: engine.state,
    settings: settings.current,
    settingProblems: settings.problems,
    languageId: activeLanguage(),
    last: history.last,
    recent: history.recent,
    warm: firstSuggestions.share,
    isWarming: warming.isFeeding,
  }));
  const models = new ModelCommands({ engine, settings, folders, secrets: context.secrets, log });
  const firstMinute = new FirstMinute({
    shelf: () => models.shelf(),
    known: models.known,
    model: () => settings.current.model,
    totalBytes: totalmem(),
    memory: context.globalState,
    announce: (words) => {
      timers.after(tellMs, () => {
        status.announce(words);
      });
    },
    onOffer: ({ choice }) => {
      void vscode.commands.executeCommand("setContext", "foretype.offer", choice.kind);
    },
  });
  const learning = new WorkspaceLearning({ engine, timers });
  const baselines = new Baselines(timers);
  const documents = watchDocuments({ learning, baselines, settings: () => settings.current });
  const session = new CompletionSession({
    debounce: new Debounce(timers),
    engine,
    timers,
    settings: () => settings.current,
    earlierAt: ({ documentId, prefix, suffix }) => {
      const baseline = baselines.textOf(documentId);
      return baseline === undefined ? undefined : earlierText(baseline, prefix, suffix);
    },
    report: (record) => {
      log.debug(requestLine(record));
      history.observe(record);
      firstSuggestions.observe(record);
      status.refresh();
    },
  });

  function settingsChanged(before: Settings): void {
    const now = settings.current;
    session.forget();
    documents.refresh();
    if (!now.enabled) {
      if (before.enabled) engine.stop();
    } else if (now["engine.nodePath"] !== before["engine.nodePath"]) engine.restart();
    else if (!before.enabled) engine.start();
    const model = modelParams(folders, now);
    if (JSON.stringify(model) !== JSON.stringify(modelParams(folders, before))) {
      history.clear();
      firstSuggestions.clear();
      models.known.forget();
      engine.reopen(model);
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
    documents,
    registerSuggestionTaken((documentId, text) => {
      learning.accepted(documentId, text);
    }),
    firstMinute,
    engine.onStateChange((state) => {
      status.refresh();
      if (state.kind !== "ready" || state.opening !== undefined) return;
      // A model that has just been loaded knows no prompt and no text.
      warming.moved();
      learning.startOver();
      timers.after(lookMs, () => {
        void firstMinute.look().catch((error: unknown) => {
          log.warn(`No other model was looked for: ${messageOf(error)}`);
        });
      });
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      status.refresh();
      warming.moved();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) warming.moved();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      firstSuggestions.closed(uri.toString());
    }),
    {
      dispose: () => {
        warming.stop();
      },
    },
    vscode.workspace.onDidOpenTextDocument(() => {
      // A document whose language is changed counts as opened.
      status.refresh();
    }),
    registerCommands({
      settings,
      engine,
      log,
      models,
      offer: () => firstMinute.offer,
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
