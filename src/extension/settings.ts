import { defaultOptions, type CompletionOptions, type Shape } from "../core/complete/request";
import { constraintKinds } from "../core/constrain/constraintKinds";
import { strategies } from "../core/decode/strategies";
import { embeddedModelId } from "../core/model/embeddedModel";
import { executionProviders, type ExecutionProvider } from "../core/model/executionProvider";
import { precisions, type Precision } from "../core/model/modelSource";
import type { TopHRule } from "../core/sample/samplingRules";
import {
  flag,
  flags,
  numberBetween,
  oneOf,
  someOf,
  someText,
  text,
  texts,
  wholeBetween,
  type SettingKind,
} from "./settingKinds";

/** When prompts are fed before they are asked for. */
export type WarmPrompts = "on" | "onPower" | "off";

/** Every setting under its name without "foretype.". A test holds package.json to this table, defaults and limits included. */
export const settingKinds = {
  enabled: flag(true),
  languages: flags({ "*": true, plaintext: false, markdown: false, log: false, scminput: false }),
  trigger: oneOf(["automatic", "manual"], "automatic"),
  shape: oneOf<"auto" | Shape>(["auto", "line", "block"], "auto"),
  debounceMs: wholeBetween(0, 2_000, 10),
  candidates: wholeBetween(1, 5, 3),
  strategy: oneOf(
    strategies.map(({ id }) => id),
    defaultOptions.strategy,
  ),
  constraints: someOf(
    constraintKinds.map(({ id }) => id),
    defaultOptions.constraints,
  ),
  temperature: numberBetween(0, 2, defaultOptions.temperature),
  "sampling.topK": wholeBetween(0, 1_000, defaultOptions.topK),
  "sampling.topP": numberBetween(0.01, 1, defaultOptions.topP),
  "sampling.minP": numberBetween(0, 1, defaultOptions.minP),
  "sampling.topH": numberBetween(0, 1, defaultOptions.topH),
  "sampling.topHRule": oneOf<TopHRule>(["published", "released"], defaultOptions.topHRule),
  "sampling.repetitionPenalty": numberBetween(1, 2, defaultOptions.repetitionPenalty),
  "sampling.watermarkKey": text(defaultOptions.watermarkKey),
  "sampling.cautiousTrials": wholeBetween(0, 16, defaultOptions.cautious.maxTrials),
  maxTokens: wholeBetween(1, 512, defaultOptions.maxTokens),
  maxPromptTokens: wholeBetween(64, 32_768, defaultOptions.maxPromptTokens),
  timeBudgetMs: wholeBetween(0, 60_000, 1_000),
  model: someText(embeddedModelId),
  draftModel: text(""),
  modelFolders: texts([]),
  precision: oneOf<Precision>(precisions, "auto"),
  threads: wholeBetween(0, 64, 0),
  executionProvider: oneOf<ExecutionProvider>(executionProviders, "cpu"),
  warmPrompts: oneOf<WarmPrompts>(["on", "onPower", "off"], "onPower"),
  learnFromWorkspace: flag(true),
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
export function readSettings(get: (name: SettingName) => unknown): ReadSettings {
  const problems: string[] = [];
  function read<T>(name: SettingName, kind: SettingKind<T>): T {
    const value = get(name);
    if (value === undefined) return kind.fallback;
    const parsed = kind.parse(value);
    if (parsed !== undefined) return parsed;
    const used = JSON.stringify(kind.fallback);
    problems.push(
      `The setting foretype.${name} must be ${kind.expected}. Until it is, its default is used: ${used}.`,
    );
    return kind.fallback;
  }
  const kinds = settingKinds;
  return {
    settings: {
      enabled: read("enabled", kinds.enabled),
      languages: read("languages", kinds.languages),
      trigger: read("trigger", kinds.trigger),
      shape: read("shape", kinds.shape),
      debounceMs: read("debounceMs", kinds.debounceMs),
      candidates: read("candidates", kinds.candidates),
      strategy: read("strategy", kinds.strategy),
      constraints: read("constraints", kinds.constraints),
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
      maxTokens: read("maxTokens", kinds.maxTokens),
      maxPromptTokens: read("maxPromptTokens", kinds.maxPromptTokens),
      timeBudgetMs: read("timeBudgetMs", kinds.timeBudgetMs),
      model: read("model", kinds.model),
      draftModel: read("draftModel", kinds.draftModel),
      modelFolders: read("modelFolders", kinds.modelFolders),
      precision: read("precision", kinds.precision),
      threads: read("threads", kinds.threads),
      executionProvider: read("executionProvider", kinds.executionProvider),
      warmPrompts: read("warmPrompts", kinds.warmPrompts),
      learnFromWorkspace: read("learnFromWorkspace", kinds.learnFromWorkspace),
      "engine.nodePath": read("engine.nodePath", kinds["engine.nodePath"]),
    },
    problems,
  };
}

/** Whether suggestions are wanted in a language: its own switch, else the one named "*". */
export function isLanguageEnabled({ languages }: Settings, languageId: string): boolean {
  return own(languages, languageId) ?? own(languages, "*") ?? true;
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

/** A language may be called "constructor". */
function own(flags: Readonly<Record<string, boolean>>, name: string): boolean | undefined {
  return Object.hasOwn(flags, name) ? flags[name] : undefined;
}
