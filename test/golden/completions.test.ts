import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DecodeProbe } from "../../src/cli/bench/decodeProbe";
import type { CompletionCase } from "../../src/core/check/completionCase";
import { defaultOptions } from "../../src/core/complete/request";
import { invariant } from "../../src/core/errors";
import { neverCancelled } from "../../src/core/ports";
import type { DecodeStats } from "../../src/core/stats/decodeStats";
import type { OpenedModel } from "../../src/runtime/openModel";
import { FakeClock } from "../support/fakeClock";
import { openSeedModel } from "../support/seedModel";

/** Source with the cursor at the bar. */
const sources: readonly (Pick<CompletionCase, "id" | "kind" | "path"> & { source: string })[] = [
  {
    id: "a word that is half typed",
    kind: "mid",
    path: "src/counter.ts",
    source:
      "export class Counter {\n  #count = 0;\n\n  increment(): number {\n    this.#count += 1;\n    ret|\n  }\n}\n",
  },
  {
    id: "the rest of a line",
    kind: "line",
    path: "src/names.ts",
    source:
      'import path from "node:path";\n\nexport function extensionOf(name: string): string {\n  |\n}\n',
  },
  {
    id: "a block",
    kind: "block",
    path: "src/sum.ts",
    source:
      "/** The sum of all values. */\nexport function sum(values: readonly number[]): number {\n  let total = 0;\n  |\n  return total;\n}\n",
  },
  {
    id: "another language",
    kind: "line",
    path: "tools/lines.py",
    source:
      'def count_lines(path):\n    with open(path, encoding="utf-8") as file:\n        return |\n\n\nif __name__ == "__main__":\n    main()\n',
  },
  {
    id: "repetition, which drafts do best on",
    kind: "block",
    path: "src/colours.ts",
    source:
      'export const colours = {\n  red: { name: "red", value: 1 },\n  green: { name: "green", value: 2 },\n  |\n};\n',
  },
];

describe("the embedded model in float32, greedy", () => {
  let opened: OpenedModel;
  beforeAll(async () => {
    opened = await openSeedModel("fp32");
  });
  afterAll(async () => {
    await opened.close();
  });

  it.each(["autoregressive", "token-recycling"])(
    "completes as before with %s",
    async (strategy) => {
      // Time stands still, so that the sizes of drafts are those of a usual machine.
      const probe = new DecodeProbe({ ...opened, clock: new FakeClock() });
      const parts: string[] = [];
      for (const { source, ...rest } of sources) {
        const [prefix = "", suffix = ""] = source.split("|");
        const completionCase = { ...rest, prefix, suffix, expected: "" };
        const options = { ...defaultOptions, strategy, maxTokens: 48 };
        const decoded = await probe.run(completionCase, options, neverCancelled);
        invariant(decoded !== undefined, "the case was decoded");
        const trace = Array.from(decoded.tokens, (token) => spelling(token, opened));
        const text = `${prefix}«${decoded.text}»${suffix}`;
        parts.push(`== ${rest.id}\n${text}tokens: ${trace.join(" ")}\n${figures(decoded.stats)}\n`);
      }
      await expect(parts.join("\n")).toMatchFileSnapshot(`completions.${strategy}.txt`);
    },
  );
});

function spelling(token: number, { vocabulary }: OpenedModel): string {
  return `${String(token)}${JSON.stringify(new TextDecoder().decode(vocabulary.bytesOf(token)))}`;
}

/** Everything that is counted; times and chances are left out, and the sum of these rounded to what all machines agree on. */
function figures({ entropies, ...stats }: DecodeStats): string {
  const counts = Object.entries(stats).flatMap(([name, value]: [string, unknown]) => {
    const isLeftOut =
      /ms$|^forwardMsPerSize$|^chancesPerRank$|^tokensPerSecond$|^draftShare$/i.test(name);
    const shown = name === "sumOfChances" ? Number(value).toFixed(2) : JSON.stringify(value);
    return isLeftOut ? [] : [`${name}: ${shown}`];
  });
  const rounded = entropies.map((entropy) => entropy.toFixed(2));
  return [...counts, `entropies: ${rounded.join(" ")}`].map((line) => `${line}\n`).join("");
}
