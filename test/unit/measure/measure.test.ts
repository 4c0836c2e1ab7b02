import { describe, expect, it } from "vitest";
import type { MeasuredText } from "../../../src/core/measure/measuredText";
import { measurePlaces } from "../../../src/core/measure/measurePlaces";
import { fnv1a } from "../../../src/core/fnv1a";
import {
  comparedTexts,
  driftOf,
  measureRows,
  type MeasuredPlace,
} from "../../../src/core/measure/measureResult";
import { runMeasure } from "../../../src/core/measure/runMeasure";
import { SeededNumbers } from "../../../src/core/measure/seededNumbers";
import { measureFigures } from "../../../src/core/stats/panel/measureFigures";

const ways = [
  { id: "plain", title: "Plain", isPlain: true },
  { id: "auto", title: "Auto", isPlain: false },
];
const file = Array.from(
  { length: 80 },
  (_, i) => `  const value${String(i)} = read(${String(i)});`,
);
const text = file.join("\n");

/** Eight tokens at a speed. */
function written(speed: number, words = "a b c"): MeasuredText {
  const tokens = words
    .split(" ")
    .map((word) => ({ text: word, probability: 0.31, runnerUp: { text: "x", probability: 0.3 } }));
  return { tokens, numTokens: 8, writingMs: 8_000 / speed };
}

function place(plain: MeasuredText, auto: MeasuredText): MeasuredPlace {
  return new Map([
    ["plain", plain],
    ["auto", auto],
  ]);
}

describe("measurePlaces", () => {
  it("are ends and middles of lines, spread, and none in the first 20 lines", () => {
    const places = measurePlaces(text, 24);
    expect(places).toHaveLength(24);
    const lines = places.map(({ prefix }) => prefix.split("\n").length);
    expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
    expect(lines[0]).toBeGreaterThan(20);
    expect(lines.at(-1)).toBeGreaterThan(75);
    for (const [i, { prefix }] of places.entries()) {
      const line = prefix.slice(prefix.lastIndexOf("\n") + 1);
      const whole = file[prefix.split("\n").length - 1] ?? "";
      expect(whole.startsWith(line)).toBe(true);
      if (i % 2 === 0) expect(line).toBe(whole);
      else expect(line.length).toBeLessThan(whole.length);
    }
  });

  it("leave out the rest of the line and nothing else", () => {
    for (const { prefix, suffix } of measurePlaces(text, 24)) {
      expect(text.startsWith(prefix)).toBe(true);
      expect(text.endsWith(suffix)).toBe(true);
      const left = text.slice(prefix.length, text.length - suffix.length);
      expect(left).not.toContain("\n");
      expect(suffix === "" || suffix.startsWith("\n")).toBe(true);
    }
  });

  it("are the same for the same file, and fewer in a short one", () => {
    expect(measurePlaces(text, 24)).toEqual(measurePlaces(text, 24));
    expect(measurePlaces(file.slice(0, 23).join("\n"), 24)).toHaveLength(3);
    expect(measurePlaces("", 24)).toEqual([]);
  });

  it("split no character", () => {
    const wide = Array.from({ length: 40 }, () => "😀".repeat(9)).join("\n");
    for (const { prefix } of measurePlaces(wide, 24))
      expect(prefix).not.toMatch(/[\uD800-\uDBFF]$/);
  });
});

describe("SeededNumbers", () => {
  it("shuffle to another order for another seed, and lose nothing", () => {
    const items = Array.from({ length: 20 }, (_, i) => i);
    const order = new SeededNumbers(fnv1a("a")).shuffled(items);
    expect([...order].sort((a, b) => a - b)).toEqual(items);
    expect(order).not.toEqual(new SeededNumbers(fnv1a("b")).shuffled(items));
  });
});

describe("measureRows", () => {
  it("have the medians that the ratio is of, and count where a way was faster", () => {
    const places = [
      place(written(20), written(60)),
      place(written(25), written(50)),
      place(written(30), written(10)),
    ];
    const [plain, auto] = measureRows(ways, places);
    expect(plain).toMatchObject({ id: "plain", median: 25, places: 3, faster: 0 });
    expect(auto).toMatchObject({ id: "auto", median: 50, places: 3, faster: 2 });
    const rows = measureRows(ways, places);
    expect(measureFigures({ state: "done", places: 3, rounds: 1, rows })).toEqual({ ratio: 2 });
  });

  it("are none of no places", () => {
    expect(measureRows(ways, [])).toEqual([]);
  });
});

describe("comparedTexts", () => {
  it("counts the same texts, and tells how near the choice was where they part", () => {
    const same = place(written(20), written(60));
    const other = place(written(20, "a b c"), written(60, "a d"));
    expect(comparedTexts(ways, [same, same])).toEqual({ compared: 2, same: 2 });
    expect(comparedTexts(ways, [same, other])).toEqual({ compared: 2, same: 1, tie: [0.31, 0.3] });
  });
});

describe("driftOf", () => {
  it("tells only of a machine that changed by more than 15 %", () => {
    expect(driftOf([written(26.1)], [written(21.9)])).toEqual([
      expect.closeTo(26.1),
      expect.closeTo(21.9),
    ]);
    expect(driftOf([written(26.1)], [written(24)])).toBeUndefined();
    expect(driftOf([], [written(24)])).toBeUndefined();
  });
});

describe("runMeasure", () => {
  const places = measurePlaces(text, 5);

  async function run(stopAfter = Infinity) {
    const asked: string[] = [];
    const shares: number[] = [];
    const findings = await runMeasure({
      places,
      ways,
      numbers: new SeededNumbers(1),
      clock: { now: () => asked.length },
      isStopped: () => asked.length >= stopAfter,
      ask: (where, { id }) => {
        asked.push(`${String(places.indexOf(where))} ${id}`);
        return Promise.resolve(asked.length > stopAfter ? undefined : written(20));
      },
      show: ({ now }) => shares.push(now?.share ?? 0),
    });
    return { asked, shares, findings };
  }

  it("lets each way write once at each place, after one to warm up, and plain again in the end", async () => {
    const { asked, shares, findings } = await run();
    expect(asked.slice(0, 2)).toEqual(["0 plain", "0 auto"]);
    const expected = [1, 2, 3, 4].flatMap((i) => [`${String(i)} auto`, `${String(i)} plain`]);
    expect([...asked.slice(2, 10)].sort()).toEqual(expected);
    expect(asked.slice(10)).toEqual(["1 plain", "2 plain", "3 plain"]);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(findings).toMatchObject({ places: 4, compared: 4, same: 4 });
  });

  it("keeps the places that were finished when it was stopped, and asks no more", async () => {
    const { asked, findings } = await run(5);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(findings).toMatchObject({ places: 4, compared: 1 });
    expect(findings.busy).toBeUndefined();
  });
});
