import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barPlot } from "../../bench/decode/plot/barPlot";
import { linePlot } from "../../bench/decode/plot/linePlot";
import { linearScale, niceStep } from "../../bench/decode/plot/scale";
import { element, label } from "../../bench/decode/plot/svg";

describe("linearScale", () => {
  it("holds every value and nought, and puts its ticks at round steps", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 1000),
          { minLength: 1 },
        ),
        (values) => {
          const scale = linearScale(values, [0, 100]);
          for (const value of [...values, 0]) {
            expect(scale(value)).toBeGreaterThanOrEqual(-1e-6);
            expect(scale(value)).toBeLessThanOrEqual(100 + 1e-6);
          }
          expect(scale(scale.ticks[0] ?? NaN)).toBeCloseTo(0, 6);
          expect(scale(scale.ticks.at(-1) ?? NaN)).toBeCloseTo(100, 6);
          expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
          expect(scale.ticks.length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });

  it("goes the other way where the range does, as heights do", () => {
    const scale = linearScale([4], [300, 0]);
    expect(scale(0)).toBe(300);
    expect(scale(4)).toBe(0);
    expect(scale.ticks).toEqual([0, 1, 2, 3, 4]);
  });

  it("has no noise in its ticks and passes over what is no number", () => {
    expect(linearScale([0.3, NaN, Infinity], [0, 1]).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearScale([], [0, 1]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it("steps by 1, 2 and 5", () => {
    expect([0.09, 0.1, 1.1, 3, 6, 1000].map(niceStep)).toEqual([0.1, 0.1, 2, 5, 10, 1000]);
  });
});

describe("svg", () => {
  it("escapes text and attributes", () => {
    expect(label("a<b & c", { x: 1.239 })).toBe('<text x="1.24">a&lt;b &amp; c</text>');
    expect(element("g", { name: '"' })).toBe('<g name="&quot;"/>');
  });
});

/** Places of all circles of a class. */
function circles(svg: string, name: string): readonly (readonly [number, number])[] {
  const found = svg.matchAll(new RegExp(`<circle class="${name}" cx="([^"]+)" cy="([^"]+)"`, "g"));
  return Array.from(found, ([, x, y]) => [Number(x), Number(y)] as const);
}

describe("linePlot", () => {
  const plot = {
    title: "Cost",
    x: "nodes",
    y: "ms",
    series: [
      {
        name: "one",
        points: [
          { x: 0, y: 0 },
          { x: 4, y: 4 },
        ],
      },
      { name: "none", points: [{ x: 1, y: NaN }] },
      { name: "other", points: [{ x: 2, y: 1 }] },
    ],
  };

  it("puts points where they belong: left to right, and high values high", () => {
    expect(circles(linePlot(plot), "f s0")).toEqual([
      [64, 336],
      [704, 36],
    ]);
    expect(circles(linePlot(plot), "f s1")).toEqual([[384, 261]]);
  });

  it("names every series that has a point, and no other", () => {
    const svg = linePlot(plot);
    expect(svg).toContain(">one</text>");
    expect(svg).toContain(">other</text>");
    expect(svg).not.toContain(">none</text>");
    expect(svg).not.toContain("NaN");
  });

  it("makes room for marks beyond all lines", () => {
    const svg = linePlot({ ...plot, marks: [{ x: 8, y: 2, text: "chosen" }] });
    expect(svg).toContain(">chosen</text>");
    expect(circles(svg, "f s0").at(-1)?.[0]).toBe(384);
  });

  it("has a ground of its own in light and dark, and markup that is well formed", () => {
    const svg = linePlot(plot);
    expect(svg).toContain('class="ground"');
    expect(svg).toContain("prefers-color-scheme:dark");
    const open: string[] = [];
    for (const [, end, name = "", rest = ""] of svg.matchAll(/<(\/?)([a-z]+)([^>]*)>/g)) {
      if (end === "/") expect(open.pop()).toBe(name);
      else if (!rest.endsWith("/")) open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe("barPlot", () => {
  it("draws bars as long as their values, with their interval and the baseline", () => {
    const svg = barPlot({
      title: "Speed",
      x: "times",
      baseline: 1,
      bars: [
        { name: "a", value: 1 },
        { name: "b", value: 2, low: 1.5, high: 2.5 },
        { name: "c", value: NaN },
      ],
    });
    const widths = Array.from(svg.matchAll(/<rect class="bar[^>]* width="([^"]+)"/g), ([, w]) =>
      Number(w),
    );
    expect(widths).toHaveLength(2);
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(2, 2);
    const whisker = /<line class="whisker" x1="([^"]+)"[^>]* x2="([^"]+)"/.exec(svg);
    expect(Number(whisker?.[2]) - Number(whisker?.[1])).toBeCloseTo(widths[0] ?? NaN, 1);
    expect(svg).not.toContain("NaN");
  });
});
