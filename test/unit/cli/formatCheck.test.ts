import { expect, it } from "vitest";
import type { CheckReport } from "../../../src/core/check/checkReport";
import type { WayFigures } from "../../../src/core/check/wayFigures";
import { formatCheck } from "../../../src/cli/terminal/formatCheck";

const setting = { model: "toy", precision: "int8", threads: 2 } as const;
const figures: WayFigures = {
  ...{ holeStart: "line", layout: "prefix-first", healing: "exact", numCases: 3 },
  ...{ exactMatch: 2 / 3, bitsPerCharacter: 1.25, meanEntropy: 0.5, msPerToken: 21.04 },
  recomputedPerKey: 1.5,
};
const winner = { holeStart: "line", layout: "prefix-first" } as const;
const report: CheckReport = {
  ...{ numCases: 3, seesSuffix: true, winner },
  ways: [
    figures,
    {
      ...{ ...figures, holeStart: "window", healing: "none" },
      ...{ bitsPerCharacter: undefined, meanEntropy: undefined, msPerToken: undefined },
    },
  ],
};
const linesOf = (text: string): readonly string[] => text.split("\n");

it("shows what each way makes of the cases, and which one is taken", () => {
  expect(linesOf(formatCheck(setting, report, { isKept: true })).slice(0, 6)).toEqual([
    "toy, int8, threads 2, 3 cases",
    "",
    "hole    layout        healing   exact  bits/char  entropy  ms/token  recomputed",
    "line    prefix-first  exact    66.7 %      1.250     0.50      21.0         1.5",
    "window  prefix-first  none     66.7 %          -        -         -         1.5",
    "",
  ]);
  expect(formatCheck(setting, report, { isKept: true })).toContain(
    "\nFrom now on it is asked with hole line, layout prefix-first.\n",
  );
});

it("says what a stopped check comes to", () => {
  expect(formatCheck(setting, report, { isKept: false })).toContain(
    "\nStopped, so nothing is kept. So far the best is hole line, layout prefix-first.\n",
  );
  expect(formatCheck(setting, { ...report, winner: undefined }, { isKept: false })).toContain(
    "\nStopped before the first case was done. Nothing is kept.\n",
  );
});

it("says plainly that a model does not see the text after the cursor, and leaves the ways out", () => {
  const text = formatCheck(
    setting,
    { ...report, seesSuffix: false, winner: undefined, ways: [figures] },
    { isKept: true },
  );
  expect(linesOf(text)[2]).toMatch(/^healing +exact/);
  expect(text).toContain("\nThis model has no marks to be shown the text after the cursor with.");
  expect(text).not.toContain("Chosen is");
});
