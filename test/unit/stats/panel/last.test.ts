import { describe, expect, it } from "vitest";
import { keptOf, lastOf, leastSure } from "../../../../src/core/stats/panel/last";
import type { CompletionTrace } from "../../../../src/core/trace/completionTrace";
import { sampleLast } from "../../../support/panelSample";

const suggestion = {
  text: "a",
  id: "1",
  lead: "",
  outcome: "shown",
  ms: 5,
  endedBy: "lineEnd",
} as const;

describe("lastOf", () => {
  it("names drafters by their kind, and bounds as bounds", () => {
    const token = { text: "a", probability: 0.5, entropyBits: 2, by: "workspace", pass: 0 };
    const runnerUp = { text: "b", probability: 0.25 };
    const node = { parent: -1, text: "a", chance: 1 + 1e-9, by: "draft-model", isKept: true };
    const last = lastOf({
      ...suggestion,
      text: "ac",
      trace: {
        tokens: [
          { ...token, isEntropyBound: true, runnerUp },
          { ...token, text: "c", by: "healing", pass: -1 },
        ],
        passes: [{ ms: 40, root: "", nodes: [node], wrote: { text: "c", probability: 1 } }],
      },
    });
    expect(last?.tokens).toEqual([
      {
        text: "a",
        p: 0.5,
        bits: 2,
        bitsAtLeast: true,
        alt: { text: "b", p: 0.25 },
        by: "copy",
        pass: 0,
      },
      { text: "c", p: 0.5, bits: 2, by: "healing", pass: -1 },
    ]);
    expect(last?.passes).toEqual([
      {
        ms: 40,
        root: "",
        nodes: [{ parent: -1, text: "a", expected: 1, by: "smallModel", kept: true }],
        wrote: { text: "c", p: 1 },
      },
    ]);
  });

  it("leaves out what is behind 120 tokens, their passes included", () => {
    const tokens = Array.from({ length: 200 }, (_, i) => ({
      ...{ text: "x", probability: 1, entropyBits: 0, by: "model" },
      pass: Math.floor(i / 2),
    }));
    const passes = Array.from({ length: 100 }, () => ({ ms: 1, root: "x", nodes: [] }));
    const last = lastOf({ ...suggestion, text: "x".repeat(200), trace: { tokens, passes } });
    expect([last?.tokens.length, last?.more, last?.passes.length]).toEqual([120, 80, 60]);
  });
});

describe("the tokens of a suggestion", () => {
  const token = (text: string, by = "model"): CompletionTrace["tokens"][number] => ({
    ...{ text, probability: 0.5, entropyBits: 1, by, pass: 0 },
  });
  const tokens = [
    token("", "healing"),
    token("re", "healing"),
    token("turn"),
    token(""),
    token(" x;\n"),
  ];
  const shown = (text: string): readonly string[] | undefined =>
    lastOf({ ...suggestion, text, trace: { tokens, passes: [] } })?.tokens.map((tok) => tok.text);

  it("end where it was trimmed, and begin with what goes beyond what was typed", () => {
    expect(shown("return x;\n")).toEqual(["re", "turn", "", " x;\n"]);
    expect(shown("return x")).toEqual(["re", "turn", "", " x"]);
    expect(shown("return")).toEqual(["re", "turn"]);
  });

  it("are not known of another text than that which is traced", () => {
    expect(shown("return y;")).toBeUndefined();
    expect(shown("return x;\n}")).toBeUndefined();
  });
});

describe("leastSure", () => {
  it("is the least probable token that the model chose", () => {
    expect(leastSure(sampleLast.tokens)?.text).toBe("quantity");
    expect(leastSure([])).toBeUndefined();
  });
});

describe("keptOf", () => {
  it("counts what stayed of a draft", () => {
    expect(sampleLast.passes.map(keptOf)[4]).toEqual({ kept: 3, drafted: 7 });
  });
});
