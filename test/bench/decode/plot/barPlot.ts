import { linearScale } from "./scale";
import { element, label, picture, seriesClass } from "./svg";

/** A value with its interval, where it has one. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** What a bar plot shows. */
export interface BarPlot {
  readonly title: string;
  readonly x: string;
  readonly bars: readonly Bar[];
  /** A value that all are compared with. */
  readonly baseline?: number;
}

const rowHeight = 22;
const width = 560;
const top = 36;

/** Bars from left to right, one below the other, as an SVG picture. A bar whose value is no number has none. */
export function barPlot({ title, x: name, bars, baseline }: BarPlot): string {
  const left = 24 + 7 * Math.max(8, ...bars.map((bar) => bar.name.length));
  const right = left + width;
  const bottom = top + rowHeight * bars.length;
  const x = linearScale(
    [...bars.flatMap(({ value, high }) => [value, high ?? value]), baseline ?? 0],
    [left, right],
  );
  const rows = bars.flatMap((bar, index) => {
    const { value, low, high } = bar;
    const y = top + rowHeight * index + 4;
    const height = rowHeight - 8;
    const middle = y + height / 2;
    const parts = [label(bar.name, { x: left - 8, y: middle + 4, "text-anchor": "end" })];
    if (!Number.isFinite(value)) return [...parts, label("-", { x: left + 4, y: middle + 4 })];
    parts.push(
      element("rect", {
        class: `bar f ${seriesClass(0)}`,
        ...{ x: x(0), y, width: Math.max(0, x(value) - x(0)), height },
      }),
    );
    if (low !== undefined && high !== undefined) {
      parts.push(
        element("line", { class: "whisker", x1: x(low), y1: middle, x2: x(high), y2: middle }),
      );
    }
    const end = x(Math.max(value, high ?? value));
    return [...parts, label(value.toFixed(2), { x: end + 6, y: middle + 4, class: "quiet" })];
  });
  const grid = x.ticks.flatMap((tick) => [
    element("line", { class: "grid", x1: x(tick), y1: top, x2: x(tick), y2: bottom }),
    label(String(tick), { x: x(tick), y: bottom + 16, "text-anchor": "middle", class: "quiet" }),
  ]);
  return picture({ width: right + 56, height: bottom + 48 }, title, [
    label(title, { x: 16, y: 20, class: "title" }),
    label(name, { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" }),
    ...grid,
    ...rows,
    ...(baseline === undefined
      ? []
      : [
          element("line", {
            class: "axis",
            "stroke-dasharray": "4 4",
            ...{ x1: x(baseline), y1: top, x2: x(baseline), y2: bottom },
          }),
        ]),
  ]);
}
