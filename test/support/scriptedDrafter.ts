import { at } from "../../src/core/at";
import type { Strategy } from "../../src/core/decode/strategy";
import type { DraftBuilder } from "../../src/core/draft/draftBuilder";
import type { Drafter, VerifiedStep } from "../../src/core/draft/drafter";
import type { Guess } from "../../src/core/draft/guess";
import { seededRandom } from "./randomTree";

/** A guess of a script, which believes in all it says. */
export const scripted: Guess = { source: "scripted", rank: 0, matchLength: 0, probability: 0.9 };

/** Guesses that garbage is made of for one pass: more than any of these strategies has nodes. */
const numGarbage = 24;

/** Drafts what a function says, which is told how many tokens the request has emitted so far. */
export class ScriptedDrafter implements Drafter {
  readonly name = "scripted";
  readonly numPromptRows = 0;
  readonly #script: (into: DraftBuilder, numEmitted: number) => void;
  #numEmitted = 0;

  constructor(script: (into: DraftBuilder, numEmitted: number) => void) {
    this.#script = script;
  }

  begin(): void {
    this.#numEmitted = 0;
  }

  observePrompt(): void {
    // Learns nothing.
  }

  draft(into: DraftBuilder): void {
    this.#script(into, this.#numEmitted);
  }

  observe(step: VerifiedStep): void {
    this.#numEmitted += step.emitted.length;
  }
}

/** A drafter as a strategy with room for `maxDrafts` nodes. */
export function strategyOf(
  id: string,
  createDrafter: () => Drafter,
  limits: { readonly maxDrafts: number; readonly maxDepth: number } = {
    maxDrafts: 12,
    maxDepth: 4,
  },
): Strategy {
  return { id, title: id, description: id, ...limits, createDrafter };
}

/** Drafts nothing although it might. */
export const emptyStrategy = strategyOf("empty", () => new ScriptedDrafter(() => undefined));

/** Drafts random tokens at random places, the same ones for the same seed. */
export function garbageStrategy(
  options: { readonly seed: number; readonly vocabSize: number },
  limits?: { readonly maxDrafts: number; readonly maxDepth: number },
): Strategy {
  return strategyOf(
    "garbage",
    () => {
      const random = seededRandom(options.seed);
      return new ScriptedDrafter((into) => {
        for (let i = 0; i < numGarbage; i++) {
          const parent = Math.floor(random() * into.size);
          into.add(parent, Math.floor(random() * options.vocabSize), scripted);
        }
      });
    },
    limits,
  );
}

/** Knows the text and drafts the next `numAhead` tokens of it as a chain. */
export function oracleStrategy(text: ArrayLike<number>, numAhead: number): Strategy {
  return strategyOf(
    "oracle",
    () =>
      new ScriptedDrafter((into, numEmitted) => {
        let node = 0;
        for (let i = numEmitted; i < text.length && node >= 0; i++) {
          node = into.add(node, at(text, i), scripted);
        }
      }),
    { maxDrafts: numAhead, maxDepth: numAhead },
  );
}

/** Drafts every token below every node, as far as there is room. */
export function fullTreeStrategy(
  vocabSize: number,
  limits: { readonly maxDrafts: number; readonly maxDepth: number },
): Strategy {
  return strategyOf(
    "full-tree",
    () =>
      new ScriptedDrafter((into) => {
        for (let node = 0; node < into.size && !into.isFull; node++) {
          for (let token = 0; token < vocabSize; token++) into.add(node, token, scripted);
        }
      }),
    limits,
  );
}
