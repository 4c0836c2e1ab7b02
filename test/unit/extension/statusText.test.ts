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
import { openedModel } from "../../support/fakeEngineProcess";

const ready: EngineState = {
  kind: "ready",
  opened: openedModel({
    modelId: "foretype-seed",
    name: "Foretype Seed",
    numParameters: 6_800_000,
  }),
};
const large: EngineState = {
  kind: "ready",
  opened: openedModel({ modelId: "ollama/qwen", name: "qwen2.5-coder:0.5b-instruct-q4_K_M" }),
};
const converting = { stage: "converting" as const, done: 43, total: 100 };
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
    warm: { numFirst: 0, numWarm: 0 },
    isWarming: false,
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
    [
      "$(loading~spin) Foretype converting model 43 %",
      { engine: { kind: "loading", progress: converting } },
    ],
    [
      "$(loading~spin) Foretype converting model 43 %",
      { engine: { ...ready, opening: { model: "qwen", progress: converting } }, recent: stats },
    ],
    [
      "$(loading~spin) Foretype loading model",
      {
        engine: {
          ...ready,
          opening: { model: "qwen", progress: { stage: "loading", done: 0, total: 1 } },
        },
      },
    ],
    ["Foretype 61 tok/s · qwen2.5-coder:0.5b-inst…", { engine: large, recent: stats }],
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
      "Foretype 61 tokens per second, strategy auto",
    );
    expect(statusLabel(facts({ news: "nothing else" }))).toBe("Foretype ready, strategy auto");
    expect(statusLabel(facts({ settings: off }))).toBe("Foretype off");
  });
});

describe("statusTooltip", () => {
  it("names what makes the speed", () => {
    const tooltip = statusTooltip(facts());
    expect(tooltip).toContain("Strategy auto");
    expect(tooltip).toContain("auto · int8 · 2 threads");
    expect(tooltip).not.toContain("Last request");
  });

  it("says what the model is", () => {
    const opened = { architecture: "Qwen2ForCausalLM", exactShare: 0.894, numParameters: 494e6 };
    const engine: EngineState = { ...large, opened: openedModel({ ...large.opened, ...opened }) };
    const rows = statusTooltip(facts({ engine })).replaceAll("\\", "");
    expect(rows).toContain("| Model | qwen2.5-coder:0.5b-instruct-q4_K_M (494 M parameters) |");
    expect(rows).toContain(
      "| Architecture | Qwen2ForCausalLM, the hole starts at the text's start |",
    );
    expect(rows).toContain("| Weights | 89 % as in its file, 100 MB of memory, estimated |");
    expect(rows).toContain("| In a short trial | 2.0 ms a token, 0.5 ms one of a prompt |");
    expect(rows).not.toMatch(/does not see|Warm|Draft model/);
    const drafted: EngineState = { ...large, opened: openedModel({ draft: "small" }) };
    expect(statusTooltip(facts({ engine: drafted }))).toContain("| Draft model | small |");
  });

  it("says that a model is blind to what follows", () => {
    const engine: EngineState = { ...large, opened: openedModel({ hasFim: false }) };
    const rows = statusTooltip(facts({ engine })).replaceAll("\\", "");
    expect(rows).toContain("This model does not see the text after the cursor.");
    expect(rows).not.toContain("hole");
  });

  it("shows how many first suggestions found a warm prompt, and that one is being fed", () => {
    const warm = { numFirst: 9, numWarm: 7 };
    const row = (changes: Partial<StatusFacts>): string | undefined =>
      /\| Warm prompts \| (.*) \|/.exec(statusTooltip(facts(changes)).replaceAll("\\", ""))?.[1];
    expect(row({ warm })).toBe("7 of 9 first suggestions (78 %)");
    expect(row({ isWarming: true })).toBe("warming");
    expect(row({ warm, isWarming: true })).toBe("7 of 9 first suggestions (78 %), warming");
  });

  it("names the model that is being opened, and why one was not", () => {
    const opening = statusTooltip(facts({ engine: { ...ready, opening: { model: "qwen" } } }));
    expect(opening).toContain("is opening qwen; Foretype Seed answers meanwhile");
    const refused = statusTooltip(facts({ engine: { ...ready, refusal: "It is cut short." } }));
    expect(refused).toContain("$(warning) It is cut short");
  });

  it("names another place where it is computed", () => {
    const engine: EngineState = { kind: "ready", opened: openedModel({ provider: "webgpu" }) };
    expect(statusTooltip(facts({ engine }))).toContain("2 threads · webgpu");
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
