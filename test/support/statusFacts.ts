import type { EngineState } from "../../src/extension/engineState";
import { sayEnglish } from "../../src/extension/say";
import { readSettings } from "../../src/extension/settings";
import type { StatusFacts } from "../../src/extension/statusFacts";
import { openedModel } from "./fakeEngineProcess";

/** A model that answers. */
export const readyEngine: Extract<EngineState, { kind: "ready" }> = {
  kind: "ready",
  opened: openedModel({ modelId: "foretype-seed", name: "Foretype Seed", threads: 4 }),
};

/** What the status bar speaks of where all is well and nothing has happened. */
export function statusFacts(changes: Partial<StatusFacts> = {}): StatusFacts {
  return {
    say: sayEnglish,
    engine: readyEngine,
    settings: readSettings(() => undefined).settings,
    settingProblems: [],
    languageId: "typescript",
    eagerness: { wanted: "automatic" },
    pause: undefined,
    measured: undefined,
    isWorking: false,
    speed: undefined,
    figures: () => [],
    reason: undefined,
    news: undefined,
    ...changes,
  };
}
