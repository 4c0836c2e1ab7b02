import { describe, expect, it } from "vitest";
import { mutatedGguf } from "../support/ggufFuzz";
import { ggufFolder } from "../support/ggufFile";
import { openHostileGguf } from "../support/openHostileGguf";

const write = ggufFolder();

describe("a damaged GGUF file", () => {
  it("is read whole, or refused with a sentence that names it", async () => {
    const outcomes = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const outcome = await openHostileGguf(write("damaged.gguf", mutatedGguf(seed))).catch(
        (error: unknown) => {
          throw new Error(`seed ${String(seed)}`, { cause: error });
        },
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // The damage is of all kinds: some files stay sound, and none of the reasons to refuse is never met.
    for (const outcome of [
      "opened",
      "model/corrupt",
      "model/unsupported",
      "model/bad-config",
      "model/bad-shape",
    ]) {
      expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(3);
    }
  });
});
