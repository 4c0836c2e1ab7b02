import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../src/extension/engineState";
import type { RequestFigures } from "../../../src/extension/requestHistory";
import { readSettings } from "../../../src/extension/settings";
import {
  statusLabel,
  statusText,
  statusTooltip,
  type StatusFacts,
} from "../../../src/extension/statusText";
import { noStats } from "../../support/completionFixtures";

const ready: EngineState = {
  kind: "ready",
  opened: {
    modelId: "foretype-seed",
    precision: "int8",
    threads: 2,
    numParameters: 6_800_000,
    loadMs: 300,
  },
};
const failed: EngineState = {
  kind: "failed",
  code: "model/corrupt",
  sentence: "models/model.safetensors does not match its checksum. Install Foretype again.",
};
const stats = {
  ...noStats,
  numPromptTokens: 412,
  numReusedTokens: 398,
  numGeneratedTokens: 12,
  numPasses: 5,
  numDraftTokens: 20,
  numAcceptedTokens: 7,
  meanAcceptanceLength: 2.4,
  acceptanceRate: 0.35,
  entropies: [0.5, 1],
  decodeMs: 200,
  totalMs: 230.25,
  tokensPerSecond: 61.4,
};

function facts(changes: Partial<StatusFacts> = {}): StatusFacts {
  return {
    engine: ready,
    settings: readSettings(() => undefined).settings,
    settingProblems: [],
    languageId: "typescript",
    last: undefined,
    recent: undefined,
    news: undefined,
    ...changes,
  };
}

const last: RequestFigures = { stats, alternatives: undefined };

/** The tooltip with these figures, less the escapes. */
function tableRows(figures: RequestFigures): string {
  return statusTooltip(facts({ last: figures, recent: stats })).replaceAll("\\", "");
}

const off = readSettings((name) => (name === "enabled" ? false : undefined)).settings;
const restarting: EngineState = { kind: "restarting", delayMs: 500, sentence: "It ended." };

describe("statusText", () => {
  it.each<[string, Partial<StatusFacts>]>([
    ["$(loading~spin) Foretype starting", { engine: { kind: "starting" } }],
    ["$(loading~spin) Foretype loading model", { engine: { kind: "loading" } }],
    ["$(loading~spin) Foretype restarting", { engine: restarting }],
    ["$(circle-slash) Foretype stopped", { engine: { kind: "stopped" } }],
    ["$(warning) Foretype stopped", { engine: failed }],
    ["$(circle-slash) Foretype off", { settings: off }],
    ["$(circle-slash) Foretype off", { settings: off, engine: failed }],
    ["$(circle-slash) Foretype off for markdown", { languageId: "markdown", recent: stats }],
    ["Foretype ready", {}],
    ["Foretype ready", { languageId: undefined }],
    ["Foretype 61 tok/s", { recent: stats }],
    ["Foretype · something else: 41 ms", { recent: stats, news: "something else: 41 ms" }],
  ])("%s", (expected, changes) => {
    expect(statusText(facts(changes))).toBe(expected);
  });
});

describe("statusLabel", () => {
  it("has words for icons and units, and names the strategy", () => {
    expect(statusLabel(facts({ recent: stats }))).toBe(
      "Foretype 61 tokens per second, strategy token-recycling",
    );
    expect(statusLabel(facts({ news: "nothing else" }))).toBe(
      "Foretype ready, strategy token-recycling",
    );
    expect(statusLabel(facts({ settings: off }))).toBe("Foretype off");
  });
});

describe("statusTooltip", () => {
  it("names what makes the speed", () => {
    const tooltip = statusTooltip(facts());
    expect(tooltip).toContain("Strategy token\\-recycling");
    expect(tooltip).toContain("foretype\\-seed \\(6\\.8 M parameters\\) · int8 · 2 threads");
    expect(tooltip).not.toContain("Last request");
  });

  it("shows the last request's figures", () => {
    const tooltip = statusTooltip(facts({ last, recent: { ...stats, numRequests: 4 } }));
    const rows = tooltip.replaceAll("\\", "");
    expect(rows).toContain("| Tokens | 12 in 5 passes |");
    expect(rows).toContain("| Mean acceptance length | 2.40 tokens a pass |");
    expect(rows).toContain("| Draft tokens kept | 7 of 20 (35 %) |");
    expect(rows).toContain("| Entropy, mean | 0.75 nats a token |");
    expect(rows).toContain("| Prompt | 412 tokens, 398 reused |");
    expect(rows).toContain(
      "| Stages | tokenise 0.0, prefill 0.0, heal 0.0, draft 0.0, forward 0.0, verify 0.0, commit 0.0 ms |",
    );
    expect(rows).toContain("61 tok/s over the last 4 requests.");
  });

  it("shows what healing chose from, and whether the tokens are the tokenizer's", () => {
    const rowsOf = (changes: Partial<typeof noStats>): string =>
      tableRows({ ...last, stats: { ...stats, ...changes } });
    expect(rowsOf({})).toContain("| Healing | nothing to heal |");
    expect(rowsOf({})).not.toContain("Canonical");
    const healed = { numHealPasses: 1, numHealedTokens: 2, numCovers: 37 };
    expect(rowsOf(healed)).toContain("| Healing | 2 tokens, from 37 spellings |");
    const checked = { numConsistencyChecks: 1 };
    expect(rowsOf(checked)).toContain("| Canonical tokens | yes |");
    expect(rowsOf({ ...checked, divergences: { blankRun: 1 } })).toContain(
      "| Canonical tokens | no (blankRun) |",
    );
  });

  it("shows what alternatives, constraints and trials cost", () => {
    const busy = { ...stats, numConstraintEvaluations: 18, numForks: 1, numTrials: 4 };
    const rows = tableRows({ stats: busy, alternatives: "2 in 14 passes of 96 nodes, 31.2 ms" });
    expect(rows).toContain("| Alternatives | 2 in 14 passes of 96 nodes, 31.2 ms |");
    expect(rows).toContain("| Constraints | 1.5 evaluations a token |");
    expect(rows).toContain("| Trials | 4 at 1 token |");
  });

  it("has no row for a figure that does not exist", () => {
    const tooltip = statusTooltip(
      facts({ last: { ...last, stats: { ...noStats, numGeneratedTokens: 1 } }, recent: stats }),
    );
    expect(tooltip).not.toMatch(/NaN|undefined|acceptance|Alternatives|Constraints|Trials/);
  });

  it("says what is wrong and what to do", () => {
    const tooltip = statusTooltip(facts({ engine: failed }));
    expect(tooltip).toContain("does not match its checksum");
    expect(tooltip).toContain("[Restart engine](command:foretype.restartEngine)");
    expect(tooltip).toContain("[Show log](command:foretype.showLog)");
  });

  it("names a setting that cannot be used", () => {
    const settingProblems = ["The setting foretype.threads must be a whole number."];
    expect(statusTooltip(facts({ settingProblems }))).toContain("foretype\\.threads");
  });

  it("offers to switch on when off", () => {
    const tooltip = statusTooltip(
      facts({ settings: off, engine: { kind: "stopped" }, last, recent: stats }),
    );
    expect(tooltip).toBe("**Foretype** is switched off\\.\n\n[Switch on](command:foretype.toggle)");
  });

  it("does not let a sentence become Markdown or an icon", () => {
    const sentence = "C:\\a_b_c <b>$(bug)</b> [x](command:evil) ended.";
    const tooltip = statusTooltip(facts({ engine: { ...restarting, sentence } }));
    expect(tooltip).toContain(
      "C:\\\\a\\_b\\_c \\<b\\>\\$\\(bug\\)\\</b\\> \\[x\\]\\(command:evil\\) ended\\.",
    );
  });
});
