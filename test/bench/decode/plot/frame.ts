import type { Scale } from "./scale";
import { element, label, seriesClass, seriesDash } from "./svg";

/** Where things stand in a plot, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Title, axes with their names, ticks and grid lines across the area. */
export function frame(
  area: Area,
  scales: { readonly x: Scale; readonly y: Scale },
  names: { readonly title: string; readonly x: string; readonly y: string },
): readonly string[] {
  const { left, right, top, bottom } = area;
  const middle = (top + bottom) / 2;
  return [
    label(names.title, { x: left, y: 20, class: "title" }),
    label(names.x, { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" }),
    label(names.y, {
      x: 16,
      y: middle,
      "text-anchor": "middle",
      transform: `rotate(-90 16 ${String(middle)})`,
    }),
    ...scales.x.ticks.flatMap((tick) => [
      element("line", gridLine(scales.x(tick), top, scales.x(tick), bottom)),
      label(String(tick), {
        x: scales.x(tick),
        y: bottom + 16,
        "text-anchor": "middle",
        class: "quiet",
      }),
    ]),
    ...scales.y.ticks.flatMap((tick) => [
      element("line", gridLine(left, scales.y(tick), right, scales.y(tick))),
      label(String(tick), {
        x: left - 6,
        y: scales.y(tick) + 4,
        "text-anchor": "end",
        class: "quiet",
      }),
    ]),
    element("line", { class: "axis", x1: left, y1: bottom, x2: right, y2: bottom }),
    element("line", { class: "axis", x1: left, y1: top, x2: left, y2: bottom }),
  ];
}

/** The names of series beside their marks, one below the other. */
export function legend(
  names: readonly string[],
  { x, y }: { readonly x: number; readonly y: number },
): readonly string[] {
  return names.flatMap((name, index) => {
    const middle = y + 18 * index;
    return [
      element("line", {
        class: `line ${seriesClass(index)}`,
        "stroke-dasharray": seriesDash(index),
        x1: x,
        y1: middle,
        x2: x + 22,
        y2: middle,
      }),
      label(name, { x: x + 28, y: middle + 4 }),
    ];
  });
}

/** Room that a legend's longest name takes. */
export function legendWidth(names: readonly string[]): number {
  return 44 + 7 * Math.max(0, ...names.map((name) => name.length));
}

function gridLine(x1: number, y1: number, x2: number, y2: number): Record<string, string | number> {
  return { class: "grid", x1, y1, x2, y2 };
}
