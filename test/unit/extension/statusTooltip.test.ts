import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../src/extension/engineState";
import type { StatusFacts } from "../../../src/extension/statusFacts";
import { statusTooltip } from "../../../src/extension/statusTooltip";
import { readyEngine, statusFacts } from "../../support/statusFacts";

const figures = () => [
  { name: "Speed", value: "61.5 tokens/s, 2.3× plain" },
  { name: "Accepted per pass", value: "3.31 tokens" },
  { name: "Half shown within", value: "238 ms" },
  { name: "Today", value: "42 shown, 12 accepted" },
];

/** Less the escapes. */
function plain(changes: Partial<StatusFacts> = {}): string {
  return statusTooltip(statusFacts(changes)).markdown.replaceAll("\\", "");
}

describe("statusTooltip", () => {
  it("says what there is in nine lines at most", () => {
    const { markdown, commands } = statusTooltip(statusFacts({ figures, reason: "unsure" }));
    const lines = markdown.replaceAll("\\", "").split("\n");
    expect(lines.filter((line) => !/^(\| \| \||\|:--.*|)$/.test(line))).toEqual([
      "**Foretype is ready.**  ",
      "Foretype Seed int8 on this machine, 4 threads",
      "| Speed | 61.5 tokens/s, 2.3× plain |",
      "| Accepted per pass | 3.31 tokens |",
      "| Half shown within | 238 ms |",
      "| Today | 42 shown, 12 accepted |",
      "Last request: Not sure enough. [Why?](command:foretype.why) · [Open panel](command:foretype.openPanel) · [Pause](command:foretype.pause)",
    ]);
    expect(commands).toEqual(["foretype.why", "foretype.openPanel", "foretype.pause"]);
  });

  it("has no table without figures, and asks not why where there was a suggestion", () => {
    expect(plain()).not.toContain("|");
    expect(plain()).not.toContain("Why?");
  });

  it("trusts only the commands that it links to, three at most", () => {
    const states: readonly Partial<StatusFacts>[] = [
      { figures, reason: "blank" },
      { pause: { by: "user" } },
      { pause: { by: "battery" } },
      { measured: 0.5 },
      { engine: { kind: "stopped" } },
      { engine: { kind: "loading" } },
      { eagerness: { wanted: "never", because: "language" } },
      { eagerness: { wanted: "never", because: "file" } },
    ];
    for (const state of states) {
      const { markdown, commands } = statusTooltip(statusFacts(state));
      const linked = [...markdown.matchAll(/\(command:([^)]+)\)/g)].map(([, command]) => command);
      expect(commands).toEqual(linked);
      expect(commands.length).toBeLessThanOrEqual(3);
      expect(commands.length).toBeGreaterThan(0);
    }
  });

  it("says what is wrong and what to do", () => {
    const engine: EngineState = {
      kind: "failed",
      code: "model/corrupt",
      sentence: "models/a_b.bin does not match its checksum.",
    };
    expect(plain({ engine })).toContain("does not match its checksum");
    expect(plain({ engine })).toContain("[Restart engine](command:foretype.restartEngine)");
  });

  it("names the model that is being opened, why one was not, and that it rests", () => {
    const opening = { ...readyEngine, opening: { model: "qwen" } };
    expect(plain({ engine: opening })).toContain("It is qwen; Foretype Seed answers meanwhile.");
    expect(plain({ engine: { ...readyEngine, refusal: "It is cut short." } })).toContain(
      "$(warning) It is cut short.",
    );
    expect(plain({ engine: { ...readyEngine, isResting: true } })).toContain("the next key loads");
  });

  it("names a setting that cannot be used", () => {
    const settingProblems = ["The setting foretype.threads must be a whole number."];
    expect(plain({ settingProblems })).toContain("$(warning) The setting foretype.threads");
  });

  it("offers to switch on when off, and nothing else", () => {
    const { settings } = statusFacts();
    const facts = statusFacts({ settings: { ...settings, enabled: false }, figures });
    expect(statusTooltip(facts).markdown).toBe(
      "**Foretype is off\\.**\n\n[Switch on](command:foretype.toggle)",
    );
  });

  it("does not let a sentence become Markdown or an icon", () => {
    const sentence = "C:\\a_b_c <b>$(bug)</b> [x](command:evil) ended.";
    const engine: EngineState = { kind: "restarting", delayMs: 500, sentence };
    expect(statusTooltip(statusFacts({ engine })).markdown).toContain(
      "C:\\\\a\\_b\\_c \\<b\\>\\$\\(bug\\)\\</b\\> \\[x\\]\\(command:evil\\) ended\\.",
    );
  });
});
