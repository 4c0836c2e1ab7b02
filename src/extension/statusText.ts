import { embeddedModelId } from "../core/model/embeddedModel";
import type { DecodeStats } from "../core/stats/decodeStats";
import type { EngineState } from "./engineState";
import { commandLink, escapeMarkdown } from "./markdown";
import { modelTable } from "./models/modelTable";
import { openingWords } from "./models/openingWords";
import type { RequestFigures } from "./requestHistory";
import { isLanguageEnabled, type Settings } from "./settings";
import { lastRequestTable } from "./statsTable";
import type { WarmShare } from "./warm/firstSuggestions";

/** Everything the status item speaks of. */
export interface StatusFacts {
  readonly engine: EngineState;
  readonly settings: Settings;
  /** Sentences about settings that cannot be used. */
  readonly settingProblems: readonly string[];
  /** Language of the active editor; `undefined` without one. */
  readonly languageId: string | undefined;
  /** Figures of the last request that generated something. */
  readonly last: RequestFigures | undefined;
  /** Figures of the latest requests merged: what the speed is taken from. */
  readonly recent: DecodeStats | undefined;
  /** How many first suggestions of a document found their prompt fed. */
  readonly warm: WarmShare;
  /** Whether a prompt is being fed in advance now. */
  readonly isWarming: boolean;
  /** What has just happened, in a few words that stand in for the speed. */
  readonly news: string | undefined;
}

/** The words on the status bar, with Codicons. Short, and never an alarm. */
export function statusText(facts: StatusFacts): string {
  const { engine, settings, languageId } = facts;
  if (!settings.enabled) return "$(circle-slash) Foretype off";
  switch (engine.kind) {
    case "starting":
      return "$(loading~spin) Foretype starting";
    case "loading":
      return `$(loading~spin) Foretype ${openingWords(engine.progress)}`;
    case "restarting":
      return "$(loading~spin) Foretype restarting";
    case "stopped":
      return "$(circle-slash) Foretype stopped";
    case "failed":
      return "$(warning) Foretype stopped";
    case "ready":
      break;
    default:
      return engine satisfies never;
  }
  if (facts.news !== undefined) return `Foretype · ${facts.news}`;
  if (engine.opening !== undefined) {
    return `$(loading~spin) Foretype ${openingWords(engine.opening.progress)}`;
  }
  if (languageId !== undefined && !isLanguageEnabled(settings, languageId)) {
    return `$(circle-slash) Foretype off for ${languageId}`;
  }
  const tokensPerSecond = facts.recent?.tokensPerSecond;
  const words =
    tokensPerSecond === undefined ? "Foretype ready" : `Foretype ${speed(tokensPerSecond)}`;
  const { modelId, name } = engine.opened;
  return modelId === embeddedModelId ? words : `${words} · ${shortened(name)}`;
}

/** Most characters of a model's name on the status bar. */
const longestName = 24;

/** Without what would be an icon. */
function shortened(name: string): string {
  const plain = name.replaceAll("$(", "(");
  return plain.length <= longestName ? plain : `${plain.slice(0, longestName - 1)}…`;
}

/** The status text for a screen reader: no icons, and the strategy with it. */
export function statusLabel(facts: StatusFacts): string {
  const words = statusText({ ...facts, news: undefined })
    .replaceAll(/\$\([^)]*\) /g, "")
    .replace("tok/s", "tokens per second");
  return facts.settings.enabled ? `${words}, strategy ${facts.settings.strategy}` : words;
}

/** The tooltip as Markdown: what is going on, what to do if something is wrong, and the last request's figures. */
export function statusTooltip(facts: StatusFacts): string {
  const paragraphs = [
    `**Foretype** ${escapeMarkdown(situation(facts))}`,
    ...(facts.settings.enabled ? [escapeMarkdown(machinery(facts))] : []),
    ...facts.settingProblems.map((problem) => `$(warning) ${escapeMarkdown(problem)}`),
    // Before the tables, which may be longer than the editor is high.
    remedies(facts).join(" · "),
    ...(facts.settings.enabled ? [...model(facts), ...figures(facts)] : []),
  ];
  return paragraphs.join("\n\n");
}

function situation({ engine, settings, languageId }: StatusFacts): string {
  if (!settings.enabled) return "is switched off.";
  switch (engine.kind) {
    case "stopped":
      return "is stopped.";
    case "starting":
      return "is starting its engine.";
    case "loading":
      return "is loading the model. The first time takes longer, because it is converted.";
    case "restarting":
      return `is starting its engine again. ${engine.sentence}`;
    case "failed":
      return `is stopped. ${engine.sentence}`;
    case "ready":
      break;
    default:
      return engine satisfies never;
  }
  if (languageId !== undefined && !isLanguageEnabled(settings, languageId)) {
    return `is switched off for ${languageId}.`;
  }
  if (engine.opening !== undefined) {
    return `is opening ${engine.opening.model}; ${engine.opened.name} answers meanwhile.`;
  }
  return settings.trigger === "manual" ? "is ready and suggests on request." : "is ready.";
}

/** The model, and why another one was not opened. */
function model({ engine, warm, isWarming }: StatusFacts): readonly string[] {
  if (engine.kind !== "ready") return [];
  const { opened, refusal } = engine;
  return [
    ...(refusal === undefined ? [] : [`$(warning) ${escapeMarkdown(refusal)}`]),
    modelTable(opened, warm, isWarming),
    ...(opened.hasFim ? [] : ["This model does not see the text after the cursor\\."]),
  ];
}

/** Strategy and precision: what makes the speed, apart from the model. */
function machinery({ engine, settings }: StatusFacts): string {
  const parts = [`Strategy ${settings.strategy}`];
  if (engine.kind === "ready") {
    const { precision, threads, provider } = engine.opened;
    parts.push(precision, threads === 1 ? "1 thread" : `${String(threads)} threads`);
    if (provider !== "cpu") parts.push(provider);
  }
  return parts.join(" · ");
}

function figures({ recent, last }: StatusFacts): readonly string[] {
  if (recent?.tokensPerSecond === undefined || last === undefined) return [];
  const { tokensPerSecond, numRequests } = recent;
  const over = numRequests === 1 ? "the last request" : `the last ${String(numRequests)} requests`;
  return [escapeMarkdown(`${speed(tokensPerSecond)} over ${over}.`), lastRequestTable(last)];
}

function remedies({ engine, settings }: StatusFacts): readonly string[] {
  if (!settings.enabled) return [commandLink("Switch on", "foretype.toggle")];
  const isDown = engine.kind === "failed" || engine.kind === "stopped";
  return [
    ...(isDown ? [commandLink("Restart engine", "foretype.restartEngine")] : []),
    commandLink("Choose model", "foretype.chooseModel"),
    commandLink("Switch strategy", "foretype.switchStrategy"),
    commandLink("Show log", "foretype.showLog"),
  ];
}

function speed(tokensPerSecond: number): string {
  return `${String(Math.round(tokensPerSecond))} tok/s`;
}
