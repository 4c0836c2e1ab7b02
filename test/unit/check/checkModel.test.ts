import { describe, expect, it } from "vitest";
import { findMarks } from "../../../src/core/complete/fimMarks";
import {
  checkModel,
  numCheckRuns,
  type CheckPlan,
  type CheckRun,
} from "../../../src/core/check/checkModel";
import { checkReport } from "../../../src/core/check/checkReport";
import type { CompletionCase } from "../../../src/core/check/completionCase";
import type { FimFormat } from "../../../src/core/model/fimFormat";
import { neverCancelled } from "../../../src/core/ports";
import { authorModel } from "../../support/authorModel";
import { FakeClock } from "../../support/fakeClock";
import { toyFormat } from "../../support/toyFormat";
import { ToyVocabulary } from "../../support/toyVocabulary";

const vocabulary = new ToyVocabulary();
const document = "let foo = 1;\n  const é = foo;\nreturn foo (123);\n";

/** A case with the cursor at the `|` of the document with a `|` in it. */
function caseAt(place: string, kind: CompletionCase["kind"]): CompletionCase {
  const [prefix = "", rest = ""] = place.split("|");
  const end = rest.indexOf("\n");
  const [expected, suffix] = [rest.slice(0, end), rest.slice(end)];
  return { id: place, kind, path: "a.ts", prefix, suffix, expected };
}

const cases = [
  caseAt(document.replace("st é", "s|t é"), "mid"),
  caseAt(document.replace("return", "|return"), "line"),
];

function planOf(format: FimFormat = toyFormat, changes: Partial<CheckPlan> = {}): CheckPlan {
  const model = authorModel(document, { vocabulary, marks: findMarks(format, vocabulary) });
  const turn = (): Promise<void> => Promise.resolve();
  const parts = { model, vocabulary, format, clock: new FakeClock(1) };
  return { ...parts, cases, cancellation: neverCancelled, turn, ...changes };
}

async function runsOf(plan: CheckPlan): Promise<readonly CheckRun[]> {
  const runs: CheckRun[] = [];
  for await (const run of checkModel(plan)) runs.push(run);
  return runs;
}

describe("checkModel", () => {
  it("asks each case in eight ways, with healing and without", async () => {
    const plan = planOf();
    const runs = await runsOf(plan);
    expect(runs.length).toBe(numCheckRuns(plan));
    expect(runs.length).toBe(2 * 8 * 2);
    const names = runs.map((run) => [run.holeStart, run.layout, run.healing].join(" "));
    expect(new Set(names.slice(0, 16)).size).toBe(16);
    expect(names.slice(16)).toEqual(names.slice(0, 16));
    // The author writes the document, unless its tokens are cut in two.
    for (const { completionCase, healing, isExact } of runs) {
      expect(isExact).toBe(healing === "exact" || completionCase.kind === "line");
    }
  });

  it("measures how probable what was written is, with healing only", async () => {
    for (const { healing, truth } of await runsOf(planOf())) {
      if (healing === "none") expect(truth).toBeUndefined();
      else expect(truth?.bits).toBeCloseTo(0, 3);
    }
    const [run] = await runsOf(planOf());
    expect(run?.truth?.numCharacters).toBe("t é = foo;".length);
  });

  it("counts what another key makes the model run again", async () => {
    const runs = (await runsOf(planOf())).filter(
      ({ healing, completionCase }) => healing === "none" && completionCase.kind === "mid",
    );
    const ofWay = (holeStart: string, layout: string): number =>
      runs.find((run) => run.holeStart === holeStart && run.layout === layout)?.numRecomputed ?? 0;
    // "cons" and "const" are a token each. Where the hole starts at the cursor, the suffix and two marks stand behind it.
    const suffix = vocabulary.encode("\nreturn foo (123);\n").length;
    expect(ofWay("window", "prefix-first")).toBe(1);
    expect(ofWay("line", "suffix-first")).toBe(1);
    expect(ofWay("cursor", "suffix-first")).toBe(2);
    expect(ofWay("cursor", "prefix-first")).toBe(1 + 1 + suffix + 1);
  });

  it("leaves the prompt's rows in the cache from one run to the next", async () => {
    const runs = await runsOf(planOf());
    for (const [index, { holeStart, healing, stats }] of runs.entries()) {
      if (healing === "exact" || holeStart === "cursor") continue;
      const exact = runs[index - 1]?.stats;
      expect(stats.numReusedTokens).toBeGreaterThanOrEqual((exact?.numPromptTokens ?? 0) - 1);
    }
  });

  it("asks a model without marks in its one way", async () => {
    const format = { ...toyFormat, tokens: undefined };
    const runs = await runsOf(planOf(format));
    expect(runs.map(({ healing }) => healing)).toEqual(["exact", "none", "exact", "none"]);
    // Behind the second case's line there is nothing to see.
    expect(runs.map(({ stats }) => stats.numUnseenSuffixes)).toEqual([1, 1, 0, 0]);
    expect(checkReport(format, runs)).toMatchObject({
      numCases: 2,
      seesSuffix: false,
      ways: [{ healing: "exact", exactMatch: 1 }, { healing: "none" }],
    });
    expect(checkReport(format, runs).winner).toBeUndefined();
  });

  it("stops between two runs, and reports on whole cases", async () => {
    const cancellation = { isCancelled: false };
    let numTurns = 0;
    const turn = (): Promise<void> => {
      numTurns += 1;
      cancellation.isCancelled = numTurns > 20;
      return Promise.resolve();
    };
    const runs = await runsOf(planOf(toyFormat, { cancellation, turn }));
    expect(runs.length).toBe(20);
    const report = checkReport(toyFormat, runs);
    expect(report.numCases).toBe(1);
    expect(report.ways.map(({ numCases }) => numCases)).toEqual(Array<number>(16).fill(1));
    expect(report.winner).toEqual({ holeStart: "window", layout: "prefix-first" });
    const none = checkReport(toyFormat, runs.slice(0, 10));
    expect(none).toMatchObject({ numCases: 0, winner: undefined });
    expect(none.ways[0]).toMatchObject({ exactMatch: undefined, bitsPerCharacter: undefined });
  });
});
