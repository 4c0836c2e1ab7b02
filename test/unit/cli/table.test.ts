import { describe, expect, it } from "vitest";
import {
  formatMegabytes,
  formatNumber,
  formatPercent,
} from "../../../src/cli/terminal/formatNumber";
import { formatTable } from "../../../src/cli/terminal/table";

describe("formatTable", () => {
  it("pads columns to their widest cell and ends lines without blanks", () => {
    const text = formatTable<readonly [string, number]>(
      [
        { title: "name", align: "left", cell: ([name]) => name },
        { title: "n", align: "right", cell: ([, n]) => String(n) },
        { title: "again", align: "left", cell: ([name]) => name },
      ],
      [
        ["a", 1],
        ["longer", 200],
      ],
    );
    expect(text).toBe("name      n  again\na         1  a\nlonger  200  longer\n");
  });
});

describe("numbers", () => {
  it("show a dash where there is none", () => {
    expect([formatNumber(undefined, 2), formatPercent(undefined)]).toEqual(["-", "-"]);
  });
  it("have fixed places", () => {
    expect([formatNumber(1.005, 1), formatPercent(0.275), formatMegabytes(13_900_000)]).toEqual([
      "1.0",
      "27.5 %",
      "13.9 MB",
    ]);
  });
});
