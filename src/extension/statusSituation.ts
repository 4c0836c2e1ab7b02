import type { OpeningProgress } from "../protocol/engineApi";
import { shareDone } from "./models/openingWords";
import type { StatusFacts } from "./statusFacts";
import { isLanguageEnabled } from "./settings";

/** The one thing that the status bar speaks of. */
export type StatusSituation =
  | { readonly kind: "off" | "starting" | "restarting" | "stopped" }
  /** `share`: 0 to 1, where it is known how much is to be done. `model`: of another one, while one answers. */
  | { readonly kind: "loading"; readonly share?: number; readonly model?: string }
  | { readonly kind: "noModel" | "unsupported" | "failed"; readonly sentence: string }
  | { readonly kind: "measuring"; readonly share: number }
  | { readonly kind: "paused"; readonly by: "user" | "battery" }
  | { readonly kind: "offHere"; readonly because: "language" | "file" | "place" }
  | { readonly kind: "manual" | "ready" };

/** What keeps suggestions away first, then how ready to suggest. */
export function situationOf(facts: StatusFacts): StatusSituation {
  const { engine, settings, measured, pause } = facts;
  if (!settings.enabled) return { kind: "off" };
  switch (engine.kind) {
    case "starting":
    case "restarting":
    case "stopped":
      return { kind: engine.kind };
    case "loading":
      return { kind: "loading", ...shareOf(engine.progress) };
    case "failed":
      return { kind: failures[engine.code] ?? "failed", sentence: engine.sentence };
    case "ready":
      break;
    default:
      return engine satisfies never;
  }
  if (measured !== undefined) return { kind: "measuring", share: measured };
  if (engine.opening !== undefined) {
    return { kind: "loading", model: engine.opening.model, ...shareOf(engine.opening.progress) };
  }
  if (pause !== undefined) return { kind: "paused", by: pause.by };
  return readinessOf(facts);
}

/** Failures that there is more to say of than that the engine stopped. */
const failures: Readonly<Partial<Record<string, "noModel" | "unsupported">>> = {
  "model/missing": "noModel",
  "user/unsupported-platform": "unsupported",
};

function readinessOf({ settings, languageId, eagerness }: StatusFacts): StatusSituation {
  if (languageId === undefined) {
    return { kind: settings.trigger === "manual" ? "manual" : "ready" };
  }
  if (eagerness === undefined) {
    if (!isLanguageEnabled(settings, languageId)) return { kind: "offHere", because: "language" };
    return { kind: settings.trigger === "manual" ? "manual" : "ready" };
  }
  const { wanted, because } = eagerness;
  if (wanted === "automatic") return { kind: "ready" };
  if (wanted === "manual" || because === undefined || because === "trigger") {
    return { kind: "manual" };
  }
  return { kind: "offHere", because };
}

function shareOf(progress: OpeningProgress | undefined): { readonly share?: number } {
  const share = progress && shareDone(progress);
  return share === undefined ? {} : { share };
}
