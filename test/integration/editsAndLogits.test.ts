import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DecodeProbe, type DecodedCase } from "../../src/cli/bench/decodeProbe";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import type { CompletionCase } from "../../src/core/check/completionCase";
import { defaultOptions } from "../../src/core/complete/request";
import { invariant } from "../../src/core/errors";
import { neverCancelled } from "../../src/core/ports";
import type { OpenedModel } from "../../src/runtime/openModel";
import { openSeedModel } from "../support/seedModel";

const numCases = 16;
const temperatures = [0, 0.8];

/** What is decoded does not depend on how long prompts are, and short ones are read sooner. */
const options = { ...defaultOptions, maxPromptTokens: 256 };

describe("drafts from edits and logits, with a real model", () => {
  let opened: OpenedModel;
  let probe: DecodeProbe;
  let cases: readonly CompletionCase[];
  /** Without drafts, at each temperature. */
  let plain: readonly (readonly DecodedCase[])[];

  async function decodeAll(
    asked: readonly CompletionCase[],
    changes: Partial<typeof options>,
  ): Promise<readonly DecodedCase[]> {
    const decoded: DecodedCase[] = [];
    for (const completionCase of asked) {
      const one = await probe.run(completionCase, { ...options, ...changes }, neverCancelled);
      invariant(one !== undefined, `${completionCase.id} was decoded`);
      decoded.push(one);
    }
    return decoded;
  }

  async function decodeAtAll(strategy: string): Promise<readonly (readonly DecodedCase[])[]> {
    const decoded: (readonly DecodedCase[])[] = [];
    for (const temperature of temperatures) {
      decoded.push(await decodeAll(cases, { strategy, temperature }));
    }
    return decoded;
  }

  beforeAll(async () => {
    opened = await openSeedModel("fp32");
    probe = new DecodeProbe({ ...opened, clock: performance });
    const files = await sourceFiles(path.join(import.meta.dirname, "../../src"));
    cases = cutCases(files, numCases, new SeededRandom(31));
    plain = await decodeAtAll("autoregressive");
  });
  afterAll(async () => {
    await opened.close();
  });

  it.each(["edit-pointer", "logit-ranks", "trigram-recycling", "lookahead"])(
    "change no text at any temperature: %s",
    async (strategy) => {
      const textsOf = (decoded: typeof plain): unknown =>
        decoded.map((all) => all.map(({ tokens }) => tokens));
      expect(textsOf(await decodeAtAll(strategy))).toEqual(textsOf(plain));
    },
  );

  it("keep most of a text that stood at the cursor before, also where the cursor is inside a word", async () => {
    const [greedy = []] = plain;
    const changed = cases.map((completionCase, i) => ({
      ...completionCase,
      earlier: `${greedy[i]?.text ?? ""}${completionCase.suffix}`,
    }));
    expect(cases.map(({ kind }) => kind)).toContain("mid");
    const drafted = await decodeAll(changed, { strategy: "edit-pointer" });
    let numTokens = 0;
    let numAccepted = 0;
    for (const [i, { tokens, stats }] of drafted.entries()) {
      expect(tokens).toEqual(greedy[i]?.tokens);
      numTokens += tokens.length;
      numAccepted += stats.numAcceptedTokens;
    }
    // Of four tokens, three are drafted and one comes with the pass; a line has few of them.
    expect(numAccepted).toBeGreaterThan(numTokens / 2);
  });
});
