import { defaultOptions, type CompletionOptions, type Shape } from "../core/complete/request";
import { constraintKinds } from "../core/constrain/constraintKinds";
import { strategies } from "../core/decode/strategies";
import { embeddedModelId } from "../core/model/embeddedModel";
import { executionProviders, type ExecutionProvider } from "../core/model/executionProvider";
import { precisions, type Precision } from "../core/model/modelSource";
import type { TopHRule } from "../core/sample/samplingRules";
import { languageSwitch } from "../core/shape/eagerness";
import { defaultTuning, type EngineTuning } from "../protocol/engineApi";
import {
  flag,
  numberBetween,
  oneOf,
  someOf,
  someText,
  switches,
  text,
  texts,
  wholeBetween,
  type SettingKind,
} from "./settingKinds";
import { sayEnglish, type Say } from "./say";

/** When the model works ahead of what it is asked for. */
export type WarmPrompts = "on" | "onPower" | "off";

/** What the status bar shows while nothing else is to be said. */
export type StatusBarShow = "speed" | "name" | "icon";

const minuteMs = 60_000;
const megabyte = 2 ** 20;

/** Hides more than half of what the embedded model suggests, and one in forty of what is exact; see README. */
const confidenceFloor = 0.02;

/** Every setting under its name without "foretype.". A test holds package.json to this table, defaults and limits included. */
export const settingKinds = {
  enabled: flag(true),
  "statusBar.show": oneOf<StatusBarShow>(["speed", "name", "icon"], "speed"),
  languages: switches({
    "*": true,
    plaintext: false,
    markdown: false,
    log: false,
    scminput: false,
  }),
  files: switches({}),
  places: switches({ code: true, comments: true, strings: true, prose: true }),
  trigger: oneOf(["automatic", "manual"], "automatic"),
  debounce: oneOf(["fixed", "adaptive"], "fixed"),
  debounceMs: wholeBetween(0, 2_000, 10),
  pauseOnBattery: flag(false),
  shape: oneOf<"auto" | Shape>(["auto", "line", "block"], "auto"),
  candidates: wholeBetween(1, 5, 3),
  maxTokens: wholeBetween(1, 512, defaultOptions.maxTokens),
  "confidence.floor": numberBetween(0, 0.95, confidenceFloor),
  "confidence.stopBelow": numberBetween(0, 0.9, defaultOptions.gate.stopBelow),
  "confidence.learn": flag(true),
  constraints: someOf(
    constraintKinds.map(({ id }) => id),
    defaultOptions.constraints,
  ),
  maxPromptTokens: wholeBetween(64, 32_768, defaultOptions.maxPromptTokens),
  "context.enabled": flag(false),
  "context.maxMs": wholeBetween(0, 20_000, 1_500),
  "context.exclude": texts([]),
  learnFromWorkspace: flag(true),
  model: someText(embeddedModelId),
  draftModel: text(""),
  modelFolders: texts([]),
  precision: oneOf<Precision>(precisions, "auto"),
  strategy: oneOf(
    strategies.map(({ id }) => id),
    defaultOptions.strategy,
  ),
  timeBudgetMs: wholeBetween(0, 60_000, 1_000),
  warmPrompts: oneOf<WarmPrompts>(["on", "onPower", "off"], "onPower"),
  prefetch: oneOf<WarmPrompts>(["on", "onPower", "off"], "onPower"),
  threads: wholeBetween(0, 64, 0),
  executionProvider: oneOf<ExecutionProvider>(executionProviders, "cpu"),
  temperature: numberBetween(0, 2, defaultOptions.temperature),
  "sampling.topK": wholeBetween(0, 1_000, defaultOptions.topK),
  "sampling.topP": numberBetween(0.01, 1, defaultOptions.topP),
  "sampling.minP": numberBetween(0, 1, defaultOptions.minP),
  "sampling.topH": numberBetween(0, 1, defaultOptions.topH),
  "sampling.topHRule": oneOf<TopHRule>(["published", "released"], defaultOptions.topHRule),
  "sampling.repetitionPenalty": numberBetween(1, 2, defaultOptions.repetitionPenalty),
  "sampling.watermarkKey": text(defaultOptions.watermarkKey),
  "sampling.cautiousTrials": wholeBetween(0, 16, defaultOptions.cautious.maxTrials),
  "engine.shared": flag(true),
  "engine.unloadAfter": numberBetween(0, 1_440, defaultTuning.unloadAfterMs / minuteMs),
  "engine.documentMemory": wholeBetween(0, 4_096, defaultTuning.documentBytes / megabyte),
  "engine.lowPriority": flag(defaultTuning.isLowPriority),
  "engine.nodePath": text(""),
};

type ValueOf<Kind> = Kind extends SettingKind<infer T> ? T : never;
type SettingKinds = typeof settingKinds;
export type SettingName = keyof SettingKinds;

/** The settings in force: every one has a value of its kind. */
export type Settings = { readonly [Name in SettingName]: ValueOf<SettingKinds[Name]> };

export interface ReadSettings {
  readonly settings: Settings;
  /** A sentence for each setting that could not be used. */
  readonly problems: readonly string[];
}

/**
 * Reads all settings. One that is not of its kind counts as its default, with a sentence that names it; one that is not set
 * is silent.
 */
export function readSettings(
  get: (name: SettingName) => unknown,
  say: Say = sayEnglish,
): ReadSettings {
  const problems: string[] = [];
  function read<T>(name: SettingName, kind: SettingKind<T>): T {
    const value = get(name);
    if (value === undefined) return kind.fallback;
    const parsed = kind.parse(value);
    if (parsed !== undefined) return parsed;
    const values = { name, expected: kind.expected(say), used: JSON.stringify(kind.fallback) };
    problems.push(
      say(
        "The setting foretype.{name} must be {expected}. Until it is, its default is used: {used}.",
        values,
      ),
    );
    return kind.fallback;
  }
  const kinds = settingKinds;
  return {
    settings: {
      enabled: read("enabled", kinds.enabled),
      "statusBar.show": read("statusBar.show", kinds["statusBar.show"]),
      languages: read("languages", kinds.languages),
      files: read("files", kinds.files),
      places: read("places", kinds.places),
      trigger: read("trigger", kinds.trigger),
      debounce: read("debounce", kinds.debounce),
      debounceMs: read("debounceMs", kinds.debounceMs),
      pauseOnBattery: read("pauseOnBattery", kinds.pauseOnBattery),
      shape: read("shape", kinds.shape),
      candidates: read("candidates", kinds.candidates),
      maxTokens: read("maxTokens", kinds.maxTokens),
      "confidence.floor": read("confidence.floor", kinds["confidence.floor"]),
      "confidence.stopBelow": read("confidence.stopBelow", kinds["confidence.stopBelow"]),
      "confidence.learn": read("confidence.learn", kinds["confidence.learn"]),
      constraints: read("constraints", kinds.constraints),
      maxPromptTokens: read("maxPromptTokens", kinds.maxPromptTokens),
      "context.enabled": read("context.enabled", kinds["context.enabled"]),
      "context.maxMs": read("context.maxMs", kinds["context.maxMs"]),
      "context.exclude": read("context.exclude", kinds["context.exclude"]),
      learnFromWorkspace: read("learnFromWorkspace", kinds.learnFromWorkspace),
      model: read("model", kinds.model),
      draftModel: read("draftModel", kinds.draftModel),
      modelFolders: read("modelFolders", kinds.modelFolders),
      precision: read("precision", kinds.precision),
      strategy: read("strategy", kinds.strategy),
      timeBudgetMs: read("timeBudgetMs", kinds.timeBudgetMs),
      warmPrompts: read("warmPrompts", kinds.warmPrompts),
      prefetch: read("prefetch", kinds.prefetch),
      threads: read("threads", kinds.threads),
      executionProvider: read("executionProvider", kinds.executionProvider),
      temperature: read("temperature", kinds.temperature),
      "sampling.topK": read("sampling.topK", kinds["sampling.topK"]),
      "sampling.topP": read("sampling.topP", kinds["sampling.topP"]),
      "sampling.minP": read("sampling.minP", kinds["sampling.minP"]),
      "sampling.topH": read("sampling.topH", kinds["sampling.topH"]),
      "sampling.topHRule": read("sampling.topHRule", kinds["sampling.topHRule"]),
      "sampling.repetitionPenalty": read(
        "sampling.repetitionPenalty",
        kinds["sampling.repetitionPenalty"],
      ),
      "sampling.watermarkKey": read("sampling.watermarkKey", kinds["sampling.watermarkKey"]),
      "sampling.cautiousTrials": read("sampling.cautiousTrials", kinds["sampling.cautiousTrials"]),
      "engine.shared": read("engine.shared", kinds["engine.shared"]),
      "engine.unloadAfter": read("engine.unloadAfter", kinds["engine.unloadAfter"]),
      "engine.documentMemory": read("engine.documentMemory", kinds["engine.documentMemory"]),
      "engine.lowPriority": read("engine.lowPriority", kinds["engine.lowPriority"]),
      "engine.nodePath": read("engine.nodePath", kinds["engine.nodePath"]),
    },
    problems,
  };
}

/** Whether suggestions are wanted in a language, if only on request: its own switch, else the one named "*". */
export function isLanguageEnabled({ languages }: Settings, languageId: string): boolean {
  return languageSwitch(languages, languageId) !== false;
}

/** How the engine is to decode, and how many texts are wanted. */
export function completionOptions(settings: Settings, numCandidates: number): CompletionOptions {
  return {
    ...defaultOptions,
    numCandidates,
    strategy: settings.strategy,
    constraints: settings.constraints,
    temperature: settings.temperature,
    topK: settings["sampling.topK"],
    topP: settings["sampling.topP"],
    minP: settings["sampling.minP"],
    topH: settings["sampling.topH"],
    topHRule: settings["sampling.topHRule"],
    repetitionPenalty: settings["sampling.repetitionPenalty"],
    watermarkKey: settings["sampling.watermarkKey"],
    cautious: { ...defaultOptions.cautious, maxTrials: settings["sampling.cautiousTrials"] },
    maxTokens: settings.maxTokens,
    maxPromptTokens: settings.maxPromptTokens,
    timeBudgetMs: settings.timeBudgetMs === 0 ? Number.POSITIVE_INFINITY : settings.timeBudgetMs,
  };
}

/** How the engine process is to keep house, in its own units. */
export function engineTuning(settings: Settings): EngineTuning {
  return {
    unloadAfterMs: settings["engine.unloadAfter"] * minuteMs,
    documentBytes: settings["engine.documentMemory"] * megabyte,
    isLowPriority: settings["engine.lowPriority"],
  };
}
