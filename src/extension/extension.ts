import { totalmem } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../core/errors";
import { activeLanguage, registerCommands } from "./commands";
import { editorSay as say } from "./editorSay";
import { editorRequest, placeOf } from "./editorRequest";
import { EngineClient } from "./engineClient";
import { forkEngine } from "./forkEngine";
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
import { PromptPage } from "./promptPage";
import { requestLine } from "./requestLine";
import { engineTuning, type Settings } from "./settings";
import { shareEngine } from "./share/shareEngine";
import { suggestSomethingElse } from "./suggestSomethingElse";
import { nodeTimers } from "./timers";
import { nextRequest } from "./warm/nextRequest";
import { FirstSuggestions } from "./warm/firstSuggestions";
import { nodePower } from "./warm/nodePower";
import { PowerSource } from "./warm/powerSource";
import { PromptWarming } from "./warm/promptWarming";
import { readOnBattery } from "./warm/readPower";
import { wireMeasuring } from "./wireMeasuring";
import { wirePanel } from "./wirePanel";
import { wirePlaces } from "./wirePlaces";
import { wireStatus } from "./wireStatus";
import { wireSuggestions } from "./wireSuggestions";

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
      say("Foretype could not start: {cause} Its log, in the Output view, says more.", {
        cause: messageOf(error),
      }),
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
    tuning: () => engineTuning(settings.current),
    startProcess: (params, to, wish) =>
      settings.current["engine.shared"] ? shareEngine(params, to, wish) : forkEngine(params, to),
  });
  const places = wirePlaces(() => settings.current);
  const power = new PowerSource(() => readOnBattery(nodePower), timers);
  // The answer is there when the first prompt may be fed.
  power.refresh();
  const warming = new PromptWarming({
    engine,
    timers,
    next: () => {
      // Nobody would ask, or it would disturb what is measured.
      if (measuring.isRunning || suggestions.pausing.current !== undefined) return undefined;
      return nextRequest(settings.current, () => power.isOnBattery, {
        places,
        piecesFor: (documentId) => suggestions.context.contextFor(documentId).pieces,
        maxTokens: () => suggestions.contextTokens(),
      });
    },
    onChange: () => {
      status.refresh();
    },
  });
  const models = new ModelCommands({ engine, settings, folders, secrets: context.secrets, log });
  const firstMinute = new FirstMinute({
    shelf: () => models.shelf(),
    known: models.known,
    model: () => settings.current.model,
    totalBytes: totalmem(),
    say,
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
  const promptPage = new PromptPage({ say, lastPrompt: (name) => engine.lastPrompt(name) });
  const documents = watchDocuments({
    ...{ learning, baselines, places },
    settings: () => settings.current,
  });
  const suggestions = wireSuggestions(context, {
    ...{ engine, places, baselines, timers },
    settings: () => settings.current,
    isOnBattery: () => power.isOnBattery,
    isMeasuring: () => measuring.isRunning,
    during: (work) => shown.working.during(work),
    report: (record) => {
      log.debug(requestLine(record));
      history.observe(record);
      firstSuggestions.observe(record);
      promptPage.observe(record);
      panel.report(record);
      shown.report(record);
    },
    onPause: () => {
      const isPaused = suggestions.pausing.current?.by === "user";
      void vscode.commands.executeCommand("setContext", "foretype.isPaused", isPaused);
      panel.host.changed("state");
      status.refresh();
      warming.moved();
    },
    onContext: () => {
      warming.moved();
    },
  });
  const { session } = suggestions;
  const panel = wirePanel(context, {
    ...{ engine, timers, log, pausing: suggestions.pausing },
    settings: () => settings.current,
    languageId: activeLanguage,
    eagerness: () => {
      const document = vscode.window.activeTextEditor?.document;
      return document && places.eagernessIn(placeOf(document));
    },
    ...{ say, measuring: () => measuring },
  });
  const measuring = wireMeasuring({
    ...{ engine, learning, places, timers, say, log },
    settings: () => settings.current,
    isOnBattery: () => power.isOnBattery,
    turnFile: vscode.Uri.joinPath(context.globalStorageUri, "measure.lock").fsPath,
    onChange: () => {
      panel.host.changed("measure", "state");
      status.refresh();
      warming.moved();
    },
  });
  const shown = wireStatus({
    ...{ say, timers, engine, settings, history, firstSuggestions },
    pausing: () => suggestions.pausing,
    measuring: () => measuring,
    eagerness: () => {
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) return undefined;
      const { document, selection } = editor;
      // Asked several times a key, and the text around a cursor is long.
      if (!places.areByPlace) return places.eagernessIn(placeOf(document));
      return places.eagernessAt(
        editorRequest(document, selection.active, {
          selectedCompletionInfo: undefined,
          triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
        }),
      );
    },
    speed: () => panel.figures.speed,
    sections: () => panel.sections("today"),
    warming: () => warming,
    offer: () => firstMinute.offer,
  });
  const status = shown.item;
  let openedModel: unknown;
  let hasModel: boolean | undefined;

  function settingsChanged(before: Settings): void {
    const now = settings.current;
    session.forget();
    documents.refresh();
    suggestions.context.refresh();
    engine.retune();
    if (!now.enabled) {
      if (before.enabled) engine.stop();
    } else if (
      now["engine.nodePath"] !== before["engine.nodePath"] ||
      now["engine.shared"] !== before["engine.shared"]
    ) {
      engine.restart();
    } else if (!before.enabled) engine.start();
    const model = modelParams(folders, now);
    if (JSON.stringify(model) !== JSON.stringify(modelParams(folders, before))) {
      history.clear();
      firstSuggestions.clear();
      models.known.forget();
      engine.reopen(model);
    }
    if (now.strategy !== before.strategy) {
      history.clear();
      panel.figures.restart(now.strategy);
      status.announce(now.strategy);
    }
    panel.host.changed("state");
    status.refresh();
  }

  context.subscriptions.push(
    settings,
    engine,
    shown,
    documents,
    promptPage,
    suggestions,
    panel,
    registerSuggestionTaken((documentId, text) => {
      learning.accepted(documentId, text);
      session.taken(documentId);
    }),
    firstMinute,
    engine.onStateChange((state) => {
      status.refresh();
      panel.engineChanged();
      if (hasModel !== (state.kind === "ready")) {
        hasModel = state.kind === "ready";
        void vscode.commands.executeCommand("setContext", "foretype.hasModel", hasModel);
      }
      if (state.kind !== "ready" || state.opening !== undefined || state.isResting) return;
      // What another model has said is not what this one would say.
      if (openedModel !== state.opened) {
        session.forget();
        panel.figures.restart(state.opened.name);
      }
      openedModel = state.opened;
      // A model that has just been loaded knows no prompt and no text.
      warming.moved();
      learning.startOver();
      timers.after(lookMs, () => {
        void firstMinute.look().catch((error: unknown) => {
          log.warn(`No other model was looked for: ${messageOf(error)}`);
        });
      });
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      engine.focus(focused);
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      status.refresh();
      panel.host.changed("state");
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
      ...{ say, measuring, pausing: suggestions.pausing, panel: panel.host },
      figures: {
        clear: () => {
          panel.counter.clear();
          panel.ended.clear();
          panel.figures.restart();
          panel.host.changed("use", "reasons", "state");
        },
        export: () => panel.counter.export(),
        import: (json) => {
          panel.counter.import(json);
          panel.host.changed("use", "reasons", "state");
        },
        copied: () => ({
          sections: panel.sections(panel.host.scope),
          usage: panel.counter.export(),
        }),
      },
      forgetConfidence: () => {
        suggestions.gate.reset();
      },
      menu: () => shown.menu(),
      showDetails: () => shown.showDetails(),
      showPrompt: () => promptPage.show(),
      extensionId: context.extension.id,
      suggestSomethingElse: () =>
        suggestSomethingElse(session, say, (news) => {
          status.announce(news);
        }),
    }),
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: "**" },
      new InlineCompletionProvider(session),
    ),
  );
  engine.focus(vscode.window.state.focused);
  if (settings.current.enabled) engine.start();
}
