import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AuthorEngine } from "../support/authorEngine";
import { FakeTimers } from "../support/fakeTimers";
import { seededRandom } from "../support/randomTree";
import { Typist, type KeyPress } from "../support/typist";
import { TypistEditor } from "../support/typistEditor";
import { writeAlong } from "../support/writeAlong";

/** Files of this repository, of which all but the beginning is written, one after the other until there are enough keys. */
const files = [
  "src/core/decode/decoder.ts",
  "src/core/cost/costModel.ts",
  "src/extension/engineClient.ts",
  "src/core/complete/fimPrompt.ts",
  "src/extension/statusText.ts",
  "src/core/complete/alignedLength.ts",
  "src/runtime/model/onnxLanguageModel.ts",
  "src/core/draft/draftBuilder.ts",
];

const numKeys = 1_000;
const mostKeysPerFile = 250;

interface Run {
  readonly text: string;
  readonly engine: AuthorEngine;
  readonly typist: Typist;
}

async function write(file: string, accuracy: number, mayPrefetch: boolean): Promise<Run> {
  const timers = new FakeTimers();
  const whole = readFileSync(file, "utf8");
  const begin = whole.indexOf("\n", whole.length / 5) + 1;
  const end = whole.lastIndexOf("\n");
  const text = whole.slice(0, end);
  const engine = new AuthorEngine({ timers, text, accuracy, answerMs: 140 });
  const editor = new TypistEditor(whole.slice(0, begin), whole.slice(end));
  const typist = new Typist({ timers, engine, editor, mayPrefetch });
  await writeAlong({ typist, editor, text, random: seededRandom(begin) }, mostKeysPerFile);
  await typist.rest();
  expect(timers.numPending).toBe(0);
  return { text, engine, typist };
}

const known = new Map<string, Promise<readonly Run[]>>();

/** A thousand keys of a typist whose words the model knows to such a share. */
function write1000(accuracy: number, mayPrefetch = true): Promise<readonly Run[]> {
  const name = [accuracy, mayPrefetch].join(" ");
  const runs = known.get(name) ?? writeAll(accuracy, mayPrefetch);
  known.set(name, runs);
  return runs;
}

async function writeAll(accuracy: number, mayPrefetch: boolean): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const file of files) {
    if (keysOf(runs).length < numKeys) runs.push(await write(file, accuracy, mayPrefetch));
  }
  expect(keysOf(runs).length).toBeGreaterThanOrEqual(numKeys);
  return runs;
}

function keysOf(runs: readonly Run[]): readonly KeyPress[] {
  return runs.flatMap(({ typist }) => typist.keys);
}

function suggestionAt({ record }: KeyPress): string | undefined {
  return record?.outcome.kind === "suggestion" ? record.outcome.text : undefined;
}

describe("a typist of 1,000 keys", () => {
  it("reads nothing but the text itself where the model knows it", async () => {
    let numRead = 0;
    for (const { text, typist } of await write1000(1)) {
      for (const key of typist.keys) {
        const suggestion = suggestionAt(key);
        if (suggestion === undefined || !text.startsWith(key.prefix)) continue;
        numRead++;
        expect(text.startsWith(suggestion, key.prefix.length)).toBe(true);
      }
    }
    expect(numRead).toBeGreaterThan(numKeys / 4);
  });

  it("reads nothing that the model has not said for this very text", async () => {
    for (const { engine, typist } of await write1000(0.6)) {
      // With the rest of the document, and without: closers behind the cursor may be replaced.
      const texts = engine.calls.map((call) => [
        call.prefix + engine.continuation(call),
        call.suffix,
      ]);
      const said = new Set(texts.flatMap(([text = "", suffix = ""]) => [text, text + suffix]));
      for (const key of typist.keys) {
        const suggestion = suggestionAt(key);
        if (suggestion === undefined) continue;
        const here = key.prefix + suggestion;
        expect(said.has(here) || said.has(here + key.suffix)).toBe(true);
      }
    }
  });

  it("sees no suggestion change under the fingers", async () => {
    let numAlong = 0;
    for (const { typist } of await write1000(0.6)) {
      for (const [index, key] of typist.keys.entries()) {
        const [before, suggestion] = [typist.keys[index - 1], suggestionAt(key)];
        if (before === undefined || suggestion === undefined) continue;
        const [shown, typed] = [suggestionAt(before), key.prefix.slice(before.prefix.length)];
        if (key.suffix !== before.suffix || !key.prefix.startsWith(before.prefix)) continue;
        if (shown?.startsWith(typed) !== true || typed.length === shown.length) continue;
        numAlong++;
        expect(suggestion).toBe(shown.slice(typed.length));
      }
    }
    expect(numAlong).toBeGreaterThan(numKeys / 10);
  });

  it("gets one outcome for each request, and one fate for each suggestion at most", async () => {
    for (const { typist } of await write1000(0.6)) {
      expect(typist.settled).toHaveLength(typist.numRequests);
      expect(new Set(typist.records.map(({ id }) => id)).size).toBe(typist.numRequests);
      const fated = typist.fates.map(({ place }) => place.requestId);
      expect(new Set(fated).size).toBe(fated.length);
    }
  });

  it.for([
    { accuracy: 1, mayPrefetch: true, least: 0.75 },
    { accuracy: 0.6, mayPrefetch: true, least: 0.8 },
    { accuracy: 0.6, mayPrefetch: false, least: 0.75 },
  ])("has most keys for nothing: %o", async ({ accuracy, mayPrefetch, least }, { annotate }) => {
    const runs = await write1000(accuracy, mayPrefetch);
    const keys = keysOf(runs);
    const share = keys.filter(({ numCalls }) => numCalls === 0).length / keys.length;
    const numCalls = runs.reduce((sum, { engine }) => sum + engine.calls.length, 0);
    const numShown = keys.filter((key) => suggestionAt(key) !== undefined).length;
    await annotate(
      `${(100 * share).toFixed(1)} % of ${keys.length} keys cost no inference: ` +
        `${numShown} ended with a suggestion, ${numCalls} calls in all`,
    );
    expect(share).toBeGreaterThan(least);
  });
});
