import { findStrategy } from "../../core/decode/strategies";
import type { Eagerness } from "../../core/shape/eagerness";
import type { OpeningProgress } from "../../protocol/engineApi";
import type { State } from "../../protocol/panelMessages";
import type { EngineState } from "../engineState";
import { openedName } from "../models/openedName";
import type { Say } from "../say";
import type { Settings } from "../settings";
import type { Pause } from "../session/pausing";

/** What the panel's state line is made of. */
export interface PanelStateFacts {
  readonly say: Say;
  readonly engine: EngineState;
  /** Since when the engine is in this state, epoch ms. */
  readonly engineSince: number;
  readonly settings: Settings;
  /** Language of the active editor; `undefined` without one. */
  readonly languageId: string | undefined;
  /** How ready to suggest in its document; `undefined` without one. */
  readonly eagerness: Eagerness | undefined;
  readonly pause: Pause | undefined;
  readonly isMeasuring: boolean;
  readonly isTrusted: boolean;
  /** Since when is counted, epoch ms; `undefined` while nothing is. */
  readonly countedSince: number | undefined;
}

/** The state that the panel shows: what keeps suggestions away first, then how ready the engine is. */
export function panelState(facts: PanelStateFacts): State {
  const { settings, countedSince, isTrusted } = facts;
  const strategy = findStrategy(settings.strategy).title;
  return {
    strategy,
    ...(countedSince !== undefined && { countedSince }),
    ...(!isTrusted && { isRestricted: true as const }),
    ...engineState(facts),
  };
}

function engineState(facts: PanelStateFacts): State {
  const { say, engine, engineSince, settings, eagerness, pause, isMeasuring } = facts;
  if (!settings.enabled) return { kind: "off", detail: say("in the settings") };
  switch (engine.kind) {
    case "starting":
      return { kind: "loading" };
    case "loading":
      return { kind: "loading", ...progressOf(engine.progress) };
    case "restarting":
      return { kind: "loading", detail: engine.sentence };
    case "stopped":
      return { kind: "off", detail: say("the engine is not running") };
    case "failed":
      return failedState(engine, engineSince);
    case "ready":
      break;
    default:
      return engine satisfies never;
  }
  const { provider, threads } = engine.opened;
  const model = { model: openedName(engine.opened), device: provider.toUpperCase(), threads };
  if (isMeasuring) return { kind: "measuring", ...model };
  if (pause !== undefined) {
    return {
      kind: "paused",
      ...model,
      detail: pause.by === "user" ? say("by you") : say("on battery"),
    };
  }
  if (eagerness?.wanted === "never") {
    return { kind: "off", ...model, detail: offBecause(eagerness, facts) };
  }
  const isManual = settings.trigger === "manual" || eagerness?.wanted === "manual";
  return { kind: isManual ? "manual" : "ready", ...model };
}

function offBecause({ because }: Eagerness, { say, languageId }: PanelStateFacts): string {
  if (because === "file") return say("for this file");
  return say("for {language}", { language: languageId ?? "" });
}

function failedState(
  { code, sentence }: Extract<EngineState, { kind: "failed" }>,
  since: number,
): State {
  if (code === "model/missing") return { kind: "noModel", detail: sentence };
  if (code === "user/unsupported-platform") return { kind: "unsupported", detail: sentence };
  if (code === "engine/protocol") return { kind: "mismatch", detail: sentence };
  return { kind: "stopped", detail: sentence, since };
}

function progressOf(progress: OpeningProgress | undefined): Pick<State, "progress"> {
  if (progress === undefined) return {};
  const { done, total, stage } = progress;
  return { progress: { done, total, in: stage === "converting" ? "steps" : "bytes" } };
}
