import { describe, expect, it } from "vitest";
import { at } from "../../src/core/at";
import type { DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { autoregressive } from "../../src/core/decode/autoregressive";
import { KeyedNoise } from "../../src/core/sample/keyedNoise";
import { TemperaturePicker } from "../../src/core/sample/temperaturePicker";
import type { TokenPicker } from "../../src/core/sample/tokenPicker";
import { SampleAndMatch } from "../../src/core/verify/sampleAndMatch";
import type { Verifier } from "../../src/core/verify/verifier";
import { decodeOnce } from "../support/decodeOnce";
import {
  drawingPicker,
  enumerateLaw,
  maxDifference,
  withPicker,
  type Law,
} from "../support/enumerateLaw";
import { freshResample } from "../support/mutants/freshResample";
import { perRowSampling } from "../support/mutants/perRowSampling";
import {
  emptyStrategy,
  fullTreeStrategy,
  garbageStrategy,
  scripted,
  ScriptedDrafter,
  strategyOf,
} from "../support/scriptedDrafter";
import { constantModel, tableModel, type TableModel } from "../support/tableModel";

const prompt = [0, 1];

/** Verifiers from a source of pickers, one picker for each independent stream of coins. */
const verifiers: Record<string, (pickerOf: (stream: number) => TokenPicker) => Verifier> = {
  "sample-and-match": (pickerOf) =>
    withPicker(new SampleAndMatch({ endTokens: new Set() }), pickerOf(0)),
  "fresh-resample": (pickerOf) => freshResample([pickerOf(0), pickerOf(1)]),
  "per-row-sampling": (pickerOf) => perRowSampling(pickerOf),
};

function verifierNamed(name: string, pickerOf: (stream: number) => TokenPicker): Verifier {
  const create = verifiers[name];
  if (create === undefined) throw new Error(`no verifier ${name}`);
  return create(pickerOf);
}

async function run(
  { model }: TableModel,
  options: { readonly strategy: Strategy; readonly verifier: Verifier; readonly maxTokens: number },
): Promise<DecodeResult> {
  const { strategy, verifier, maxTokens } = options;
  return decodeOnce(model, { prompt: Int32Array.from(prompt), strategy, maxTokens }, { verifier });
}

/** The exact law of the text of `maxTokens` tokens. */
async function lawOf(
  table: TableModel,
  options: { readonly strategy: Strategy; readonly verifier: string; readonly maxTokens: number },
): Promise<Law> {
  return enumerateLaw(async (draw) => {
    const verifier = verifierNamed(options.verifier, () => drawingPicker(draw));
    const result = await run(table, { ...options, verifier });
    return Array.from(result.tokens).join(" ");
  });
}

/** The same law from the definition: products of conditional probabilities. */
function definition(table: TableModel, numTokens: number): Law {
  const law = new Map<string, number>();
  const extend = (tokens: readonly number[], probability: number): void => {
    if (tokens.length === numTokens) {
      law.set(tokens.join(" "), probability);
      return;
    }
    for (const [token, p] of table.probabilities([...prompt, ...tokens]).entries()) {
      extend([...tokens, token], probability * p);
    }
  };
  extend([], 1);
  return law;
}

/** Drafts token 0, and two tokens below it, so that two rows share it. */
const sharedNode = strategyOf(
  "shared-node",
  () =>
    new ScriptedDrafter((into) => {
      const child = into.add(0, 0, scripted);
      if (child < 0) return;
      into.add(child, 0, scripted);
      into.add(child, 1, scripted);
    }),
);

/** Drafts token 0 alone. */
const singleChild = strategyOf(
  "single-child",
  () => new ScriptedDrafter((into) => into.add(0, 0, scripted)),
);

function strategiesFor(vocabSize: number): readonly Strategy[] {
  return [
    autoregressive,
    emptyStrategy,
    singleChild,
    sharedNode,
    fullTreeStrategy(vocabSize, { maxDrafts: 2 * vocabSize, maxDepth: 2 }),
    ...[1, 2, 3].map((seed) => garbageStrategy({ seed, vocabSize }, { maxDrafts: 4, maxDepth: 3 })),
  ];
}

describe("the law of the text, enumerated over every coin", () => {
  it.each([
    { vocabSize: 2, maxTokens: 3 },
    { vocabSize: 3, maxTokens: 3 },
    { vocabSize: 5, maxTokens: 2 },
    { vocabSize: 5, maxTokens: 3 },
  ])(
    "is the model's for $vocabSize tokens and depth $maxTokens",
    async ({ vocabSize, maxTokens }) => {
      const table = tableModel({ vocabSize, seed: vocabSize });
      const expected = definition(table, maxTokens);
      expect(expected.size).toBe(vocabSize ** maxTokens);
      for (const strategy of strategiesFor(vocabSize)) {
        const law = await lawOf(table, { strategy, verifier: "sample-and-match", maxTokens });
        expect(maxDifference(law, expected), strategy.id).toBeLessThan(1e-12);
      }
    },
  );

  it.each([
    { verifier: "fresh-resample", strategy: singleChild, maxTokens: 2 },
    { verifier: "per-row-sampling", strategy: sharedNode, maxTokens: 3 },
  ])("betrays $verifier", async ({ verifier, strategy, maxTokens }) => {
    const table = constantModel([0.5, 0.3, 0.2]);
    const law = await lawOf(table, { strategy, verifier, maxTokens });
    const first = [0, 0, 0];
    for (const [text, probability] of law) {
      const token = Number(text[0]);
      first[token] = at(first, token) + probability;
    }
    // Worked out by hand: 1 - (1 - 0.5)^2, and the rest in the old proportions.
    expect(first.map((p) => p.toFixed(6))).toEqual(["0.750000", "0.150000", "0.100000"]);
    expect(maxDifference(law, definition(table, maxTokens))).toBeGreaterThan(0.03);
  });
});

describe("the text with keyed noise", () => {
  const vocabSize = 5;
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);

  /** In how many of the seeds a verifier's text differs from plain decoding with the same noise. */
  async function numDifferent(verifierName: string, strategy: Strategy): Promise<number> {
    const table = tableModel({ vocabSize, seed: 77 });
    let num = 0;
    for (const seed of seeds) {
      const pickerOf = (stream: number): TokenPicker =>
        new TemperaturePicker({ temperature: 1, noise: new KeyedNoise(seed, stream), vocabSize });
      const text = async (name: string, drafting: Strategy): Promise<string> => {
        const verifier = verifierNamed(name, pickerOf);
        return String((await run(table, { strategy: drafting, verifier, maxTokens: 12 })).tokens);
      };
      if ((await text(verifierName, strategy)) !== (await text("sample-and-match", autoregressive)))
        num += 1;
    }
    return num;
  }

  it("is that of plain decoding", async () => {
    for (const strategy of strategiesFor(vocabSize)) {
      expect(await numDifferent("sample-and-match", strategy), strategy.id).toBe(0);
    }
  });

  it.each(["fresh-resample", "per-row-sampling"])("betrays %s", async (verifier) => {
    expect(await numDifferent(verifier, sharedNode)).toBeGreaterThan(seeds.length / 2);
  });
});

describe("accounting", () => {
  it("gains per pass one token and the path probabilities of the drafted nodes", async () => {
    const vocabSize = 3;
    const table = tableModel({ vocabSize, seed: 5 });
    for (const strategy of strategiesFor(vocabSize)) {
      let numAccepted = 0;
      let sumOfProbabilities = 0;
      let sumOfRuns = 0;
      await enumerateLaw(async (draw) => {
        let probability = 1;
        let promised = 0;
        const picker = drawingPicker((probabilities) => {
          const index = draw(probabilities);
          probability *= at(probabilities, index);
          return index;
        });
        const verifier = new SampleAndMatch({ endTokens: new Set() });
        const watching: Verifier = {
          name: "watching",
          verify: (output, _, constraint, state) => {
            promised += pathProbabilities(
              table,
              output.cachedLength,
              output.tree,
              model.cachedTokens,
            );
            return verifier.verify(output, picker, constraint, state);
          },
        };
        const { model } = table;
        const result = await run(table, { strategy, verifier: watching, maxTokens: 3 });
        const { stats } = result;
        expect(stats.numAcceptedTokens + stats.numPasses).toBe(stats.numGeneratedTokens);
        sumOfRuns += probability;
        numAccepted += probability * stats.numAcceptedTokens;
        sumOfProbabilities += probability * promised;
        return "";
      });
      expect(sumOfRuns).toBeCloseTo(1, 12);
      expect(numAccepted, strategy.id).toBeCloseTo(sumOfProbabilities, 12);
    }
  });
});

/** The sum over the drafted nodes of the model's probability of their paths. */
function pathProbabilities(
  table: TableModel,
  cachedLength: number,
  tree: { readonly size: number; readonly tokens: Int32Array; readonly parents: Int32Array },
  cached: readonly number[],
): number {
  const contexts: (readonly number[])[] = [[...cached.slice(0, cachedLength), at(tree.tokens, 0)]];
  const values = [1];
  for (let node = 1; node < tree.size; node++) {
    const parent = at(tree.parents, node);
    const above = contexts[parent] ?? [];
    const token = at(tree.tokens, node);
    values.push(at(values, parent) * at(table.probabilities(above), token));
    contexts.push([...above, token]);
  }
  return values.slice(1).reduce((a, b) => a + b, 0);
}
