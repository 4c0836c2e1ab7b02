import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../src/extension/engineState";
import { readSettings } from "../../../src/extension/settings";
import type { StatusFacts } from "../../../src/extension/statusFacts";
import { statusAlarm, statusLabel, statusText } from "../../../src/extension/statusText";
import { readyEngine, statusFacts } from "../../support/statusFacts";

const { settings } = statusFacts();
const off = { ...settings, enabled: false };
const converting = { stage: "converting" as const, done: 43, total: 100 };
const loading = { stage: "loading" as const, done: 0, total: 1 };
const restarting: EngineState = { kind: "restarting", delayMs: 500, sentence: "It ended." };

function failed(code: Extract<EngineState, { kind: "failed" }>["code"]): EngineState {
  return { kind: "failed", code, sentence: "Something is missing." };
}

type Row = readonly [text: string, label: string, changes: Partial<StatusFacts>];

const rows: readonly Row[] = [
  ["$(foretype-mark) Foretype", "Foretype is ready", {}],
  [
    "$(foretype-mark) Foretype",
    "Foretype is ready",
    { languageId: undefined, eagerness: undefined },
  ],
  [
    "$(foretype-mark) Foretype 61 tok/s",
    "Foretype is ready, 61 tokens per second",
    { speed: 61.4 },
  ],
  ["$(loading~spin) Foretype 61 tok/s", "Foretype is working", { speed: 61.4, isWorking: true }],
  [
    "$(foretype-mark) Foretype",
    "Foretype is ready, 61 tokens per second",
    { speed: 61.4, settings: { ...settings, "statusBar.show": "name" } },
  ],
  [
    "$(foretype-mark)",
    "Foretype is ready, 61 tokens per second",
    { speed: 61.4, settings: { ...settings, "statusBar.show": "icon" } },
  ],
  [
    "$(foretype-mark) Foretype: manual",
    "Foretype suggests only when asked",
    { speed: 61, eagerness: { wanted: "manual", because: "place" } },
  ],
  [
    "$(foretype-mark) Foretype: manual",
    "Foretype suggests only when asked",
    { languageId: undefined, eagerness: undefined, settings: { ...settings, trigger: "manual" } },
  ],
  [
    "$(foretype-off) Foretype: off",
    "Foretype is off for typescript",
    { eagerness: { wanted: "never", because: "language" }, speed: 61 },
  ],
  [
    "$(foretype-off) Foretype: off",
    "Foretype is off here",
    { eagerness: { wanted: "never", because: "file" } },
  ],
  [
    "$(foretype-off) Foretype: off",
    "Foretype is off for markdown",
    { languageId: "markdown", eagerness: undefined },
  ],
  ["$(foretype-off) Foretype: off", "Foretype is off", { settings: off, engine: restarting }],
  ["$(debug-pause) Foretype: paused", "Foretype is paused", { pause: { by: "user" } }],
  [
    "$(debug-pause) Foretype: paused",
    "Foretype is paused, on battery",
    { pause: { by: "battery" } },
  ],
  ["$(loading~spin) Foretype: 59%", "Foretype is measuring, 59 percent", { measured: 0.599 }],
  [
    "$(loading~spin) Foretype: loading",
    "Foretype is starting its engine",
    { engine: { kind: "starting" } },
  ],
  [
    "$(loading~spin) Foretype: loading",
    "Foretype is starting its engine again",
    { engine: restarting },
  ],
  [
    "$(loading~spin) Foretype: loading",
    "Foretype is loading the model",
    { engine: { kind: "loading", progress: loading } },
  ],
  [
    "$(loading~spin) Foretype: 43%",
    "Foretype is converting the model, 43 percent",
    { engine: { kind: "loading", progress: converting } },
  ],
  [
    "$(loading~spin) Foretype: 43%",
    "Foretype is converting the model, 43 percent",
    { engine: { ...readyEngine, opening: { model: "qwen", progress: converting } } },
  ],
  [
    "$(circle-slash) Foretype: stopped",
    "Foretype's engine stopped",
    { engine: { kind: "stopped" } },
  ],
  ["$(error) Foretype: stopped", "Foretype's engine stopped", { engine: failed("model/corrupt") }],
  ["$(warning) Foretype: no model", "Foretype needs a model", { engine: failed("model/missing") }],
  [
    "$(circle-slash) Foretype: n/a",
    "Foretype cannot run on this machine",
    { engine: failed("user/unsupported-platform") },
  ],
  [
    "$(foretype-mark) Foretype · nothing else (bug)",
    "Foretype is ready",
    { news: "nothing else $(bug)" },
  ],
];

describe("the status bar", () => {
  it.each(rows)("%s, in words: %s", (text, label, changes) => {
    const facts = statusFacts(changes);
    expect(statusText(facts)).toBe(text);
    expect(statusLabel(facts)).toBe(label);
    if (facts.news === undefined) {
      expect(text.replace(/\$\([^)]*\) ?/, "").length).toBeLessThanOrEqual(20);
    }
  });

  it("has a background only where the user has something to mend", () => {
    const alarms = rows.map(([, , changes]) => statusAlarm(statusFacts(changes)));
    expect(alarms.filter((alarm) => alarm !== undefined)).toEqual(["error", "warning"]);
  });

  it("says what is wrong before any news", () => {
    const { settings: manual } = readSettings(() => undefined);
    const facts = statusFacts({ settings: manual, engine: restarting, news: "auto" });
    expect(statusText(facts)).toBe("$(loading~spin) Foretype: loading");
  });
});
