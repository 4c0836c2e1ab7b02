import * as vscode from "vscode";
import { activeDrafters } from "../core/stats/panel/drafters";
import type { Eagerness } from "../core/shape/eagerness";
import type { PanelFacts } from "../core/stats/panel/panelHistory";
import { FigureFormat } from "../core/stats/panel/format";
import type { AllowedCommand, Scope, Sections } from "../protocol/panelMessages";
import type { EngineClient } from "./engineClient";
import type { MeasureHere } from "./measure/measureHere";
import { measureTable } from "./measure/measureTable";
import { PanelHost } from "./panel/panelHost";
import { panelState } from "./panel/panelState";
import { PanelViewProvider, panelViewId } from "./panel/panelViewProvider";
import type { Say } from "./say";
import { saySentence } from "./sentences";
import type { Pausing } from "./session/pausing";
import type { RequestRecord } from "./session/requestRecord";
import type { Settings } from "./settings";
import type { Timers } from "./timers";
import { EndedRequests } from "./usage/endedRequests";
import { PanelFigures } from "./usage/panelFigures";
import { UsageCounter } from "./usage/usageCounter";
import { localDay, usageStoreIn } from "./usage/usageStore";
import { UsageWatch } from "./usage/usageWatch";
import { openTextOf, watchEdits } from "./usage/watchEdits";

/** The panel with all that it shows. */
export interface WiredPanel {
  readonly host: PanelHost;
  readonly figures: PanelFigures;
  readonly counter: UsageCounter;
  readonly ended: EndedRequests;
  /** All sections that something is known of. */
  sections(scope: Scope): Partial<Sections>;
  /** A request has its outcome. */
  report(record: RequestRecord): void;
  /** The engine is in another state. */
  engineChanged(): void;
  dispose(): void;
}

/** Makes the panel, and what counts for it. */
export function wirePanel(
  context: vscode.ExtensionContext,
  parts: {
    readonly engine: Pick<EngineClient, "state">;
    readonly settings: () => Settings;
    readonly pausing: Pick<Pausing, "current">;
    readonly languageId: () => string | undefined;
    /** How ready to suggest in the document of the active editor; `undefined` without one. */
    readonly eagerness: () => Eagerness | undefined;
    readonly measuring: () => MeasureHere;
    readonly say: Say;
    readonly timers: Timers;
    readonly log: vscode.LogOutputChannel;
  },
): WiredPanel {
  const { engine, settings, pausing, languageId, timers, log } = parts;
  const today = (): ReturnType<typeof localDay> => localDay(new Date());
  const counter = new UsageCounter({
    store: usageStoreIn(context.globalState, (error) => {
      log.warn(`The counts were not stored: ${String(error)}`);
    }),
    ...{ timers, today, epochMs: () => Date.now() },
  });
  const figures = new PanelFigures({ counter, today });
  const ended = new EndedRequests();
  let last = { kind: engine.state.kind, since: Date.now() };
  let opened: { readonly model: unknown; readonly at: number } = {
    model: undefined,
    at: last.since,
  };
  const facts = (): PanelFacts => {
    const active = activeDrafters(settings().strategy);
    const { state } = engine;
    if (state.kind !== "ready") return { active };
    const { msPerToken, costs, costContext, threads } = state.opened;
    const cost = { points: costs, at: opened.at, threads, context: costContext };
    const measured = parts.measuring().plainWith(state.opened);
    return { active, oneTokenMs: msPerToken, cost, ...(measured !== undefined && { measured }) };
  };
  const sectionsOf = (scope: Scope): Partial<Sections> => figures.sections(scope, facts());
  const host: PanelHost = new PanelHost({
    source: {
      state: () =>
        panelState({
          ...{
            say: parts.say,
            engine: engine.state,
            engineSince: last.since,
            settings: settings(),
          },
          ...{ languageId: languageId(), eagerness: parts.eagerness(), pause: pausing.current },
          isTrusted: vscode.workspace.isTrusted,
          countedSince: figures.counts(host.scope).since,
          isMeasuring: parts.measuring().isRunning,
        }),
      sections: sectionsOf,
      last: () => figures.last,
      measure: () => parts.measuring().current,
      why: (asked) => {
        const why = ended.why(asked, figures.counts("today"));
        return why?.detail === undefined
          ? why
          : { ...why, detail: saySentence(why.detail, parts.say) };
      },
    },
    actions: {
      run: (command: AllowedCommand) => {
        void vscode.commands.executeCommand(command);
      },
      measure: (act) => {
        if (act === "start") void parts.measuring().start();
        else parts.measuring().cancel();
      },
      copy: (what, scope) => {
        const measure = what === "measure" && parts.measuring().current;
        if (measure) {
          const table = measureTable(
            measure,
            new FigureFormat(Intl, vscode.env.language),
            parts.say,
          );
          void vscode.env.clipboard.writeText(table ?? "");
          return;
        }
        const shown =
          what === "why"
            ? ended.why({}, figures.counts("today"))
            : { sections: sectionsOf(scope), usage: counter.export() };
        void vscode.env.clipboard.writeText(JSON.stringify(shown, undefined, 2));
      },
    },
    ...{ timers, date: () => Date.now(), log },
  });
  const told = new Set<string>();
  /** The walkthrough's steps are done by them. */
  const tellOnce = (key: string): void => {
    if (told.has(key)) return;
    told.add(key);
    void vscode.commands.executeCommand("setContext", key, true);
  };
  const usage = new UsageWatch({
    timers,
    textOf: openTextOf,
    count: (event) => {
      counter.count(event);
      host.changed("use", "reasons");
    },
    tell: (news) => {
      figures.became(news);
      const { outcome } = news;
      tellOnce("foretype.firstShown");
      if (outcome === "accepted" || outcome === "partly") tellOnce("foretype.firstAccepted");
      host.changed("last");
    },
  });
  const edits = watchEdits(usage);
  const provider = vscode.window.registerWebviewViewProvider(
    panelViewId,
    new PanelViewProvider(host, context.extensionUri),
  );
  return {
    ...{ host, figures, counter, ended, sections: sectionsOf },
    report: (record) => {
      usage.settled(record);
      figures.settled(record);
      ended.settled(record);
      host.changed("speed", "acceptance", "drafters", "cost", "latency", "last", "use", "reasons");
    },
    engineChanged: () => {
      const { state } = engine;
      const now = Date.now();
      if (state.kind !== last.kind) last = { kind: state.kind, since: now };
      // It is told of much else, but passes are measured when a model is opened.
      if (state.kind === "ready" && state.opened !== opened.model) {
        opened = { model: state.opened, at: now };
      }
      host.changed("state", "cost");
    },
    dispose: () => {
      provider.dispose();
      edits.dispose();
      usage.dispose();
      counter.save();
    },
  };
}
