import { describe, expect, it } from "vitest";
import { FigureFormat } from "../../../../src/core/stats/panel/format";

const english = new FigureFormat(Intl, "en-US");
const german = new FigureFormat(Intl, "de-DE");

/** With the spaces that lines do not break at written as plain ones. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("FigureFormat", () => {
  it("prints a ratio with a decimal up to ten, below one as well", () => {
    expect([2.338, 0.8, 9.94, 9.96, 12.3].map((ratio) => english.ratio(ratio))).toEqual([
      "2.3×",
      "0.8×",
      "9.9×",
      "10×",
      "12×",
    ]);
  });

  it("prints a speed without decimals from a hundred on", () => {
    expect([61.5, 26.316, 99.94, 99.96, 123.4].map((speed) => english.speed(speed))).toEqual([
      "61.5",
      "26.3",
      "99.9",
      "100",
      "123",
    ]);
  });

  it("prints a time in the unit that suits it", () => {
    const times = [0, 238.4, 999.4, 999.5, 1_249, 59_940, 59_960, 80_400, 3_600_000];
    expect(times.map((ms) => plain(english.time(ms)))).toEqual([
      "0 ms",
      "238 ms",
      "999 ms",
      "1.0 s",
      "1.2 s",
      "59.9 s",
      "1 min 0 s",
      "1 min 20 s",
      "60 min 0 s",
    ]);
  });

  it("calls no share nothing that is some, and none all that is not", () => {
    expect([0, 0.004, 0.006, 0.364, 0.994, 0.996, 1].map((share) => english.share(share))).toEqual([
      "0%",
      "<1%",
      "1%",
      "36%",
      "99%",
      ">99%",
      "100%",
    ]);
  });

  it("prints probabilities, and shorter ones for the tree", () => {
    const values = [0, 0.004, 0.47, 0.5, 0.994, 0.996, 1];
    expect(values.map((p) => english.probability(p))).toEqual([
      "<0.01",
      "<0.01",
      "0.47",
      "0.50",
      "0.99",
      ">0.99",
      ">0.99",
    ]);
    expect(values.map((p) => english.chance(p))).toEqual([
      "<.01",
      "<.01",
      ".47",
      ".50",
      ".99",
      ">.99",
      ">.99",
    ]);
  });

  it("prints bits, costs and tokens a pass", () => {
    expect([english.bits(2.44), english.cost(1.36), english.perPass(3.3099)]).toEqual([
      "2.4",
      "1.36×",
      "3.31",
    ]);
  });

  it("prints clock times of the day with 24 hours", () => {
    const at = new Date(2026, 2, 17, 0, 4, 7).getTime();
    expect([english.clock(at), english.clockWithSeconds(at)]).toEqual(["00:04", "00:04:07"]);
    expect(german.clock(at)).toBe("00:04");
  });

  it("writes numbers as the language does", () => {
    expect([english.count(1_412), german.count(1_412)]).toEqual(["1,412", "1.412"]);
    expect([german.ratio(2.3), german.chance(0.47), german.cost(1.36)]).toEqual([
      "2,3×",
      ",47",
      "1,36×",
    ]);
  });

  it("prints a dash where there is no figure", () => {
    const unknown = [undefined, Number.NaN, Infinity];
    const printers = ["count", "ratio", "speed", "time", "share", "probability", "chance"] as const;
    for (const name of [
      ...printers,
      "bits",
      "cost",
      "perPass",
      "clock",
      "clockWithSeconds",
    ] as const) {
      expect(unknown.map((value) => english[name](value))).toEqual(["–", "–", "–"]);
    }
  });
});
