import * as vscode from "vscode";
import { FigureFormat } from "../core/stats/panel/format";
import { reasonIdOf } from "../core/stats/panel/reasons";
import type { ReasonId, Sections } from "../core/stats/panel/sections";
import type { Eagerness } from "../core/shape/eagerness";
import { activeLanguage } from "./commands";
import { DetailsPage } from "./detailsPage";
import type { EngineClient } from "./engineClient";
import type { LiveSettings } from "./liveSettings";
import type { MeasureHere } from "./measure/measureHere";
import type { MenuFacts } from "./menuEntries";
import type { Offer } from "./models/findOffer";
import { openedName } from "./models/openedName";
import type { RequestHistory } from "./requestHistory";
import type { Say } from "./say";
import type { Pausing } from "./session/pausing";
import type { RequestRecord } from "./session/requestRecord";
import { statusDetails } from "./statusDetails";
import { statusFigures } from "./statusFigures";
import { StatusItem } from "./statusItem";
import type { Timers } from "./timers";
import type { FirstSuggestions } from "./warm/firstSuggestions";
import type { PromptWarming } from "./warm/promptWarming";
import { WorkingSign } from "./workingSign";

/** The status item, its menu and the page of details. */
export interface WiredStatus {
  readonly item: StatusItem;
  /** Follows requests of the model: `during` says when it works. */
  readonly working: WorkingSign;
  menu(): MenuFacts;
  showDetails(): Promise<void>;
  /** A request has its outcome. */
  report(record: RequestRecord): void;
  dispose(): void;
}

/** Makes them. What they say is asked for whenever it is shown. */
export function wireStatus(parts: {
  readonly say: Say;
  readonly timers: Timers;
  readonly engine: Pick<EngineClient, "state">;
  readonly settings: LiveSettings;
  readonly pausing: () => Pick<Pausing, "current">;
  readonly measuring: () => Pick<MeasureHere, "share" | "isRunning" | "current">;
  /** Where suggestions are wanted at the cursor of the active editor; `undefined` without one. */
  readonly eagerness: () => Eagerness | undefined;
  /** Tokens per second of the latest suggestions. */
  readonly speed: () => number | undefined;
  /** The panel's sections, as of today. */
  readonly sections: () => Partial<Sections>;
  readonly history: RequestHistory;
  readonly warming: () => Pick<PromptWarming, "isFeeding">;
  readonly firstSuggestions: FirstSuggestions;
  readonly offer: () => Offer | undefined;
}): WiredStatus {
  const { say, timers, engine, settings, history } = parts;
  const format = new FigureFormat(Intl, vscode.env.language);
  let ended: { readonly reason: ReasonId; readonly at: number } | undefined;
  const working = new WorkingSign(timers, () => {
    item.refresh();
  });
  const item: StatusItem = new StatusItem(timers, () => ({
    say,
    engine: engine.state,
    settings: settings.current,
    settingProblems: settings.problems,
    languageId: activeLanguage(),
    eagerness: parts.eagerness(),
    pause: parts.pausing().current,
    measured: parts.measuring().share,
    isWorking: working.isShown,
    speed: parts.speed(),
    figures: () => statusFigures(parts.sections(), format, say),
    reason: ended?.reason,
  }));
  const details = new DetailsPage(() =>
    statusDetails({
      say,
      engine: engine.state,
      strategy: settings.current.strategy,
      last: history.last,
      recent: history.recent,
      warm: parts.firstSuggestions.share,
      isWarming: parts.warming().isFeeding,
    }),
  );
  return {
    ...{ item, working },
    menu: () => {
      const { state } = engine;
      const opened = state.kind === "ready" ? state.opened : undefined;
      const measuring = parts.measuring();
      const aboutMs = measuring.current?.aboutMs;
      return {
        ...{ say, settings: settings.current, languageId: activeLanguage() },
        offer: parts.offer(),
        model: opened && openedName(opened),
        isPaused: parts.pausing().current?.by === "user",
        isMeasuring: measuring.isRunning,
        measureTime: aboutMs === undefined ? undefined : format.time(aboutMs),
        ended: ended && { reason: ended.reason, at: format.clock(ended.at) },
      };
    },
    showDetails: () => details.show(),
    report: ({ outcome, trail: { at } }) => {
      // Who goes on typing knows why there was nothing.
      const isKnown = outcome.kind === "none" && reasonIdOf(outcome) === "superseded";
      if (!isKnown) {
        ended = outcome.kind === "none" ? { reason: reasonIdOf(outcome), at } : undefined;
      }
      item.refresh();
    },
    dispose: () => {
      item.dispose();
      working.dispose();
      details.dispose();
    },
  };
}
