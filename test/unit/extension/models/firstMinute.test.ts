import { describe, expect, it } from "vitest";
import { sayEnglish } from "../../../../src/extension/say";
import { FirstMinute } from "../../../../src/extension/models/firstMinute";
import { aChoice, aDescription } from "../../../support/modelFixtures";

class Bench {
  readonly announced: string[] = [];
  readonly offered: string[] = [];
  readonly told = new Map<string, unknown>();
  numLooks = 0;
  model = "foretype-seed";
  hasModels = true;

  window(): FirstMinute {
    return new FirstMinute({
      shelf: () => {
        this.numLooks += 1;
        return Promise.resolve(this.hasModels ? [aChoice()] : []);
      },
      known: {
        learn: (references, signal) => {
          if (!signal.aborted) expect(references).toEqual(this.hasModels ? ["ollama/qwen"] : []);
          return Promise.resolve();
        },
        of: () => ({ kind: "described", description: aDescription() }),
      },
      model: () => this.model,
      totalBytes: 16e9,
      say: sayEnglish,
      memory: {
        get: (key) => this.told.get(key),
        update: (key, value) => {
          this.told.set(key, value);
          return Promise.resolve();
        },
      },
      announce: (words) => this.announced.push(words),
      onOffer: ({ choice }) => this.offered.push(choice.reference),
    });
  }
}

describe("FirstMinute", () => {
  it("looks once in a window, and tells once for all", async () => {
    const bench = new Bench();
    const first = bench.window();
    expect(first.offer).toBeUndefined();
    await first.look();
    await first.look();
    expect(first.offer?.choice.reference).toBe("ollama/qwen");
    const second = bench.window();
    await second.look();
    expect(bench.numLooks).toBe(2);
    expect(bench.announced).toHaveLength(1);
    expect(bench.offered).toEqual(["ollama/qwen", "ollama/qwen"]);
    expect(second.offer).toBeDefined();
  });

  it("offers nothing to who has chosen, before or since", async () => {
    const bench = new Bench();
    bench.model = "ollama/qwen";
    const chosen = bench.window();
    await chosen.look();
    expect(bench.numLooks).toBe(0);
    bench.model = "foretype-seed";
    await chosen.look();
    expect(chosen.offer).toBeDefined();
    bench.model = "mine.gguf";
    expect(chosen.offer).toBeUndefined();
  });

  it("says nothing where there is nothing to offer, or the window closes", async () => {
    const bench = new Bench();
    const closed = bench.window();
    closed.dispose();
    await closed.look();
    bench.hasModels = false;
    await bench.window().look();
    expect(bench.announced).toEqual([]);
    expect(bench.told.size).toBe(0);
  });
});
