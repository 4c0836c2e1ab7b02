import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Completer } from "../../src/core/complete/completer";
import type { Outcome } from "../../src/core/complete/outcome";
import { defaultOptions, type CompletionRequest } from "../../src/core/complete/request";
import type { LanguageModel } from "../../src/core/model/languageModel";
import { neverCancelled, type Cancellation } from "../../src/core/ports";
import type { OpenedModel } from "../../src/runtime/openModel";
import { modelsFolder, openSeedModel } from "../support/seedModel";
import { SeededRandom } from "../../src/cli/seededRandom";

const source = readFileSync(path.join(modelsFolder, "../src/core/tree/treeBuilder.ts"), "utf8");

let warmModel: OpenedModel;
let coldModel: OpenedModel;

beforeAll(async () => {
  warmModel = await openSeedModel();
  coldModel = await openSeedModel();
});

afterAll(async () => {
  await warmModel.close();
  await coldModel.close();
});

function completerOver({ model, vocabulary, format }: OpenedModel): Completer {
  model.truncate(0);
  return new Completer({ model, vocabulary, format, clock: { now: () => performance.now() } });
}

function requestOf(prefix: string, suffix: string): CompletionRequest {
  return {
    documentId: "a.ts",
    path: "src/core/tree/treeBuilder.ts",
    prefix,
    suffix,
    shape: "line",
  };
}

async function complete(
  completer: Completer,
  request: CompletionRequest,
  cancellation: Cancellation = neverCancelled,
): Promise<Outcome> {
  return completer.complete(request, { ...defaultOptions, maxTokens: 24 }, cancellation);
}

/** The same model, with a call before each pass. */
function watched(model: LanguageModel, beforeForward: () => void): LanguageModel {
  return {
    vocabSize: model.vocabSize,
    maxLength: model.maxLength,
    runsTrees: model.runsTrees,
    get cachedLength() {
      return model.cachedLength;
    },
    forward: async (tree, rows, options) => {
      beforeForward();
      return model.forward(tree, rows, options);
    },
    keepBranches: (step) => {
      model.keepBranches(step);
    },
    keep: (step, kept) => {
      model.keep(step, kept);
    },
    truncate: (length) => {
      model.truncate(length);
    },
  };
}

/** What an outcome says about the document. */
const saysOf = (outcome: Outcome): string =>
  outcome.kind === "suggestion" ? outcome.text : `(${outcome.reason})`;

describe("Completer over the embedded model", () => {
  it.each([
    ["export function toUpperCase(text: string): string {\n  retu", "rn"],
    ["const names = new Map<string, number>();\nfor (const [name, value] of nam", "es"],
    ["import path from 'node:path';\n\nconst joined = pa", "th"],
  ])("completes a word that the cursor has cut: %j", async (prefix, rest) => {
    const outcome = await complete(completerOver(warmModel), requestOf(prefix, "\n"));
    expect(saysOf(outcome).startsWith(rest)).toBe(true);
  });

  it("goes on in tokens that the whole text has, wherever the word is cut", async () => {
    const completer = completerOver(warmModel);
    const begun = "export function isEmpty(values: string[]): boolean {\n  ";
    const texts = [];
    for (const typed of ["r", "re", "ret", "retu", "retur", "return"]) {
      texts.push(typed + saysOf(await complete(completer, requestOf(begun + typed, "\n}\n"))));
    }
    // What was typed agrees with what the model would write, so typing it changes nothing.
    expect(new Set(texts).size).toBe(1);
  });

  it("is cancelled within one pass, whichever that is, and ready afterwards", async () => {
    const cancellation = { isCancelled: false };
    let numForwards = 0;
    let numAllowed = Infinity;
    const model = watched(warmModel.model, () => {
      numForwards += 1;
      if (numForwards === numAllowed) cancellation.isCancelled = true;
    });
    const request = requestOf(source.slice(0, 800), source.slice(800));
    const whole = await complete(completerOver({ ...warmModel, model }), request);
    const numInAll = numForwards;
    expect(numInAll).toBeGreaterThan(3);
    for (numAllowed = 1; numAllowed < numInAll; numAllowed++) {
      // A drafter that remembered the last run would need fewer passes for this one.
      const completer = completerOver({ ...warmModel, model });
      numForwards = 0;
      cancellation.isCancelled = false;
      const outcome = await complete(completer, request, cancellation);
      expect(outcome).toMatchObject({ kind: "none", reason: "cancelled", stats: {} });
      expect(numForwards).toBe(numAllowed);
      expect(saysOf(await complete(completer, request))).toBe(saysOf(whole));
    }
  });

  it("reuses nearly all of the prompt when one more character is typed", async () => {
    const completer = completerOver(warmModel);
    for (let cursor = 900; cursor < 930; cursor++) {
      const request = requestOf(source.slice(0, cursor), "\n}\n");
      const { stats } = await complete(completer, request);
      if (stats === undefined || cursor === 900) continue;
      // One word may have been finished by the character, and the last prompt token is always fed.
      expect(stats.numPromptTokens - stats.numReusedTokens).toBeLessThanOrEqual(8);
    }
  });

  it("gives after any edits what a cold start gives", async () => {
    const random = new SeededRandom(16);
    const pick = (length: number): number => random.below(length);
    const completer = completerOver(warmModel);
    let cursor = 200;
    let [prefix, suffix] = [source.slice(0, cursor), source.slice(cursor, cursor + 150)];
    const edits = [
      () => (prefix += source.charAt(cursor++)),
      () => (prefix += source.charAt(cursor++)),
      () => (prefix += "\n    "),
      () => (prefix = prefix.slice(0, -1 - pick(6))),
      () => (suffix = `)${suffix}`),
      () => {
        const from = pick(source.length - 700);
        cursor = from + 300;
        [prefix, suffix] = [source.slice(from, cursor), source.slice(cursor, cursor + pick(200))];
      },
    ];
    for (let step = 0; step < 80; step++) {
      edits[pick(edits.length)]?.();
      const request = requestOf(prefix, suffix);
      const warm = await complete(completer, request);
      const cold = await complete(completerOver(coldModel), request);
      expect(saysOf(warm)).toBe(saysOf(cold));
    }
  });
});
