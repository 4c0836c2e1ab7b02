import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../src/extension/engineState";
import type { RequestFigures } from "../../../src/extension/requestHistory";
import { sayEnglish } from "../../../src/extension/say";
import { statusDetails, type DetailFacts } from "../../../src/extension/statusDetails";
import { noStats } from "../../support/completionFixtures";
import { openedModel } from "../../support/fakeEngineProcess";
import { readyEngine } from "../../support/statusFacts";

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
const last: RequestFigures = { stats, alternatives: undefined };

/** The page less its escapes. */
function page(changes: Partial<DetailFacts> = {}): string {
  return statusDetails({
    say: sayEnglish,
    engine: readyEngine,
    strategy: "auto",
    last: undefined,
    recent: undefined,
    warm: { numFirst: 0, numWarm: 0 },
    isWarming: false,
    ...changes,
  }).replaceAll("\\", "");
}

/** The page on a request with these figures. */
function pageOn(figures: Partial<typeof noStats>): string {
  return page({ last: { ...last, stats: { ...stats, ...figures } }, recent: stats });
}

describe("statusDetails", () => {
  it("names what makes the speed", () => {
    expect(page()).toContain("Strategy auto · int8 · 4 threads · cpu");
    expect(page()).not.toContain("Last request");
    expect(page({ engine: { kind: "starting" } })).toContain("No model is open.");
    const chosen: EngineState = { kind: "ready", opened: openedModel({ precision: "auto" }) };
    expect(page({ engine: chosen })).toContain("Strategy auto · 2 threads · cpu");
  });

  it("says what the model is", () => {
    const opened = openedModel({
      name: "qwen2.5-coder",
      architecture: "Qwen2ForCausalLM",
      exactShare: 0.894,
      numParameters: 494e6,
    });
    const engine: EngineState = { kind: "ready", opened };
    expect(page({ engine })).toContain("| Model | qwen2.5-coder (494 M parameters) |");
    expect(page({ engine })).toContain(
      "| Architecture | Qwen2ForCausalLM, the hole starts at the text's start |",
    );
    expect(page({ engine })).toContain(
      "| Weights | 89 % as in its file, 100 MB of memory, estimated |",
    );
    expect(page({ engine })).toContain(
      "| In a short trial | 2.0 ms a token, 0.5 ms one of a prompt |",
    );
    expect(page({ engine })).not.toMatch(/does not see|Warm|Draft model/);
    const drafted: EngineState = { kind: "ready", opened: openedModel({ draft: "small" }) };
    expect(page({ engine: drafted })).toContain("| Draft model | small |");
  });

  it("says that a model is blind to what follows", () => {
    const engine: EngineState = { kind: "ready", opened: openedModel({ hasFim: false }) };
    expect(page({ engine })).toContain("This model does not see the text after the cursor.");
    expect(page({ engine })).not.toContain("hole");
  });

  it("shows how many first suggestions found a warm prompt, and that one is being fed", () => {
    const warm = { numFirst: 9, numWarm: 7 };
    const row = (changes: Partial<DetailFacts>): string | undefined =>
      /\| Warm prompts \| (.*) \|/.exec(page(changes))?.[1];
    expect(row({ warm })).toBe("7 of 9 first suggestions (78 %)");
    expect(row({ isWarming: true })).toBe("warming");
    expect(row({ warm, isWarming: true })).toBe("7 of 9 first suggestions (78 %), warming");
  });

  it("shows the last request's figures", () => {
    const rows = page({ last, recent: { ...stats, numRequests: 4 } });
    expect(rows).toContain("| Tokens | 12 in 5 passes |");
    expect(rows).toContain("| Mean acceptance length | 2.40 tokens a pass |");
    expect(rows).toContain("| Draft tokens kept | 7 of 20 (35 %) |");
    expect(rows).toContain("| Entropy, mean | 0.75 nats a token |");
    expect(rows).toContain("| Prompt | 412 tokens, 398 reused |");
    expect(rows).toContain(
      "| Stages | tokenise 0.0, prefill 0.0, heal 0.0, draft 0.0, forward 0.0, verify 0.0, commit 0.0 ms |",
    );
    expect(rows).toContain("Speed over the last requests (4): 61 tok/s.");
  });

  it("shows what healing chose from, and whether the tokens are the tokenizer's", () => {
    expect(pageOn({})).toContain("| Healing | nothing to heal |");
    expect(pageOn({})).not.toContain("Canonical");
    const healed = { numHealPasses: 1, numHealedTokens: 2, numCovers: 37 };
    expect(pageOn(healed)).toContain("| Healing | 2 tokens, from 37 spellings |");
    const checked = { numConsistencyChecks: 1 };
    expect(pageOn(checked)).toContain("| Canonical tokens | yes |");
    expect(pageOn({ ...checked, divergences: { blankRun: 1 } })).toContain(
      "| Canonical tokens | no (blankRun) |",
    );
  });

  it("shows what alternatives, constraints and trials cost", () => {
    const busy = { ...stats, numConstraintEvaluations: 18, numForks: 1, numTrials: 4 };
    const rows = page({
      last: {
        stats: busy,
        alternatives: {
          numFound: 2,
          cost: { numPasses: 14, numNodes: 96, numPromptTokens: 0, ms: 31.2 },
        },
      },
    });
    expect(rows).toContain("| Alternatives | 2 in 14 passes of 96 nodes, 31.2 ms |");
    expect(rows).toContain("| Constraints | 1.5 evaluations a token |");
    expect(rows).toContain("| Trials | 4 at 1 token |");
  });

  it("has no row for a figure that does not exist", () => {
    const rows = page({ last: { ...last, stats: { ...noStats, numGeneratedTokens: 1 } } });
    expect(rows).not.toMatch(/NaN|undefined|acceptance|Alternatives|Constraints|Trials/);
  });
});
