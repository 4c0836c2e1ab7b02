import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMarks } from "../../src/core/complete/fimMarks";
import { fimPrompt } from "../../src/core/complete/fimPrompt";
import { Decoder } from "../../src/core/decode/decoder";
import type { DecodeResult } from "../../src/core/decode/decodeRequest";
import type { Strategy } from "../../src/core/decode/strategy";
import { usableStrategies } from "../../src/core/decode/strategies";
import { requestOf } from "../support/decodeOnce";
import type { OpenedModel } from "../../src/runtime/openModel";
import { noParts } from "../support/promptParts";
import { openSeedModel } from "../support/seedModel";

/** A place in a piece of this repository's source as it once was, and what the model wrote there. */
interface Golden {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly temperature: number;
  readonly text: string;
  readonly stoppedBy: DecodeResult["stoppedBy"];
  /** Ids with blanks between them. */
  readonly tokens: string;
}

// `UPDATE_GOLDEN=1 npx vitest run test/golden/seedModel.test.ts` writes down anew what the model says.
const file = path.join(import.meta.dirname, "seedModel.json");
const goldens = JSON.parse(readFileSync(file, "utf8")) as readonly Golden[];
const isUpdating = process.env["UPDATE_GOLDEN"] === "1";

let opened: OpenedModel;
const written: Golden[] = [];

beforeAll(async () => {
  opened = await openSeedModel("fp32");
});

afterAll(async () => {
  await opened.close();
  if (isUpdating) writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
});

/** Suffix first, as the embedded model is asked. One decoder for all strategies would hide the prompt from the second. */
async function decode(golden: Golden, strategy: Strategy): Promise<DecodeResult> {
  const { model, vocabulary, format } = opened;
  const marks = findMarks(format, vocabulary);
  const parts = {
    ...noParts,
    fromHole: vocabulary.encode(golden.prefix),
    suffix: vocabulary.encode(golden.suffix),
  };
  const decoder = new Decoder({ model, vocabulary, endTokens: marks.end, clock: performance });
  const { temperature } = golden;
  const prompt = fimPrompt(marks, parts, format.layout);
  return decoder.decode(requestOf({ prompt, strategy, temperature, seed: 11, maxTokens: 40 }));
}

describe("the embedded model in float32 writes what it wrote before", () => {
  it.each(goldens)("$name", async (golden) => {
    const results = new Map<string, Golden>();
    for (const strategy of usableStrategies({})) {
      const { text, stoppedBy, tokens } = await decode(golden, strategy);
      results.set(strategy.id, { ...golden, text, stoppedBy, tokens: tokens.join(" ") });
    }
    const [baseline = golden] = results.values();
    if (isUpdating) written.push(baseline);
    const expected = isUpdating ? baseline : golden;
    for (const [id, result] of results) expect(result, id).toEqual(expected);
  });
});
