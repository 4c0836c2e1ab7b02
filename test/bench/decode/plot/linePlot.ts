import { frame, legend, legendWidth, type Area } from "./frame";
import { linearScale } from "./scale";
import { element, label, picture, seriesClass, seriesDash } from "./svg";

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** A line through points, in the order in which they are given. */
export interface Series {
  readonly name: string;
  readonly points: readonly PlotPoint[];
}

/** What a line plot shows. */
export interface LinePlot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
  /** Places that stand out, with what is to be said of them. */
  readonly marks?: readonly (PlotPoint & { readonly text: string })[];
  /** Whether the line on which both axes are equal is drawn. */
  readonly hasDiagonal?: boolean;
}

const width = 640;
const plotHeight = 300;

/** Lines through points as an SVG picture. Points that are no numbers are left out, and so are series without points. */
export function linePlot(plot: LinePlot): string {
  const series = plot.series
    .map(({ name, points }) => ({
      name,
      points: points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
    }))
    .filter(({ points }) => points.length > 0);
  const names = series.map(({ name }) => name);
  const bottom = 36 + Math.max(plotHeight, 18 * names.length);
  const area: Area = { left: 64, right: 64 + width, top: 36, bottom };
  const marks = (plot.marks ?? []).toSorted((a, b) => a.x - b.x);
  const all = [...series.flatMap(({ points }) => points), ...marks];
  const x = linearScale(
    all.map((point) => point.x),
    [area.left, area.right],
  );
  const y = linearScale(
    all.map((point) => point.y),
    [area.bottom, area.top],
  );
  const place = (point: PlotPoint): string => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`;
  const most = Math.min(x.ticks.at(-1) ?? 0, y.ticks.at(-1) ?? 0);
  return picture(
    { width: area.right + 16 + legendWidth(names), height: area.bottom + 48 },
    plot.title,
    [
      ...frame(area, { x, y }, plot),
      ...(plot.hasDiagonal === true
        ? [
            element("line", {
              class: "axis",
              "stroke-dasharray": "4 4",
              ...{ x1: x(0), y1: y(0), x2: x(most), y2: y(most) },
            }),
          ]
        : []),
      ...series.flatMap(({ points }, index) => [
        element("polyline", {
          class: `line ${seriesClass(index)}`,
          "stroke-dasharray": seriesDash(index),
          points: points.map(place).join(" "),
        }),
        ...points.map((point) =>
          element("circle", {
            class: `f ${seriesClass(index)}`,
            ...{ cx: x(point.x), cy: y(point.y), r: 2.5 },
          }),
        ),
      ]),
      ...marks.flatMap((mark, index) => [
        element("circle", {
          class: "axis",
          fill: "none",
          "stroke-width": 2,
          ...{ cx: x(mark.x), cy: y(mark.y), r: 7 },
        }),
        // Above and below in turn, so that neighbours do not cover each other.
        label(mark.text, { x: x(mark.x) + 10, y: y(mark.y) + (index % 2 === 0 ? -10 : 18) }),
      ]),
      ...legend(names, { x: area.right + 16, y: area.top + 8 }),
    ],
  );
}
