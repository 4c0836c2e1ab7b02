import { dot, line, picture, svg } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes } from "./labelBoxes";
import { linear, pathThrough, roundTicks, type Scale } from "./scale";

/** What a pass costs and what it is expected to gain, by its size. */
export interface CostCurvesParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  /** Sizes of a pass, rising; costs as multiples of a pass of one. */
  readonly sizes: readonly number[];
  readonly costs: readonly number[];
  /** Expected speed-ups; empty while nothing is known. */
  readonly gains: readonly number[];
  readonly chosen: number;
  readonly words: {
    readonly oneByOne: string;
    readonly cost: string;
    readonly gain: string;
    readonly plain: string;
    /** At the chosen size: its cost and its gain. */
    readonly chosenCost: string;
    readonly chosenGain: string;
    /** The last size with its unit. */
    readonly lastSize: string;
    readonly ratio: (value: number) => string;
  };
}

/** Where the two charts begin and end. The costs start at 1, not at 0: a pass costs one pass at least. */
const upper = { top: 10, bottom: 74 };
const lower = { top: 116, bottom: 150 };

/** Two charts on one axis, tied by a vertical at the chosen size. */
export function costCurves(parts: CostCurvesParts): SVGSVGElement {
  const { width, textWidth, sizes, costs, gains, words } = parts;
  const lastSize = sizes.at(-1) ?? 1;
  const costTicks = ticksFrom1(Math.max(2, ...costs), 4);
  const gainTicks = ticksFrom1(Math.max(1.5, ...gains), 2);
  const left =
    Math.max(...[...costTicks, ...gainTicks].map((tick) => textWidth(words.ratio(tick)))) + 8;
  const right = width - 8;
  const x = linear([1, lastSize], [left, right]);
  const topCost = Math.max(...costTicks, ...costs);
  const cost = linear([1, topCost], [upper.bottom, upper.top]);
  const gain = linear([Math.min(1, ...gains), Math.max(2, ...gains)], [lower.bottom, lower.top]);
  const chosenAt = sizes.indexOf(parts.chosen);
  const [chosenCost, chosenGain] = [costs[chosenAt], gains[chosenAt]];
  const labels = new LabelBoxes(width, textWidth);
  const hasGains = gains.length > 0;
  const height = hasGains ? 182 : 100;

  // What is said of the chosen size has the first choice of its place.
  const saidOfChosen = [
    chosenCost !== undefined
      ? labels.put(...beside(x(parts.chosen), cost(1) + 15, words.chosenCost))
      : undefined,
    chosenGain !== undefined
      ? labels.put(...beside(x(parts.chosen), gain(chosenGain) - 6, words.chosenGain))
      : undefined,
  ];
  return picture(
    width,
    height,
    parts.label,
    costTicks.map((tick) => tickLine(tick, cost, "stroke-grid crisp")),
    oneByOne(),
    svg("path", {
      d: pathThrough(sizes.map((size, i) => [x(size), cost(costs[i] ?? 1)])),
      class: "stroke-ink medium",
    }),
    sizes.map((size, i) => dot(x(size), cost(costs[i] ?? 1), 1.8, "fill-ink")),
    hasGains
      ? [
          gainTicks.map((tick) =>
            tickLine(tick, gain, tick === 1 ? "stroke-plain dashed" : "stroke-grid crisp"),
          ),
          svg("path", {
            d: pathThrough(sizes.map((size, i) => [x(size), gain(gains[i] ?? 1)])),
            class: "stroke-draft medium",
          }),
        ]
      : undefined,
    chosenMarks(),
    saidOfChosen,
    labels.put({ x: right, y: besideCosts(), anchor: "end", pieces: [words.cost] }),
    hasGains
      ? [
          labels.put({ x: right, y: gain(1) + 12, anchor: "end", pieces: [words.plain] }),
          labels.put(
            { x: right, y: aboveEnd(words.gain), anchor: "end", pieces: [words.gain] },
            { x: right, y: lower.top - 6, anchor: "end", pieces: [words.gain] },
          ),
        ]
      : undefined,
    labels.put({ x: width, y: height - 4, anchor: "end", pieces: [words.lastSize] }),
    [1, 8, 16, 24]
      .filter((size) => size < lastSize)
      .map((size) =>
        labels.put({ x: x(size), y: height - 4, anchor: "middle", pieces: [String(size)] }),
      ),
  );

  function tickLine(value: number, scale: Scale, className: string): Node[] {
    const text = labels.put({
      x: left - 6,
      y: scale(value) + 4,
      anchor: "end",
      pieces: [words.ratio(value)],
    });
    return [
      line(left, scale(value), right, scale(value), `${className} thin`),
      ...(text ? [text] : []),
    ];
  }

  /** The line on which a pass of n tokens would cost as much as n passes. */
  function oneByOne(): (Node | undefined)[] {
    const end = Math.min(topCost, lastSize);
    return [
      line(x(1), cost(1), x(end), cost(end), "stroke-plain thin dashed"),
      labels.put({ x: x(end) + 5, y: cost(end) + 9, pieces: [words.oneByOne] }),
    ];
  }

  function chosenMarks(): Node[] {
    if (chosenCost === undefined) return [];
    const at = x(parts.chosen);
    const end = hasGains ? lower.bottom + 14 : upper.bottom + 6;
    const marks: Node[] = [
      line(at, cost(chosenCost) + 4, at, end, "stroke-draft thin crisp"),
      dot(at, cost(chosenCost), 3.6, "fill-draft"),
    ];
    if (chosenGain !== undefined) marks.push(dot(at, gain(chosenGain), 3.6, "fill-draft"));
    return marks;
  }

  /** Baseline of a label at the right end: above the curve of gains. */
  function aboveEnd(text: string): number {
    return Math.min(...nearEnd(text, gains).map(gain), gain(1)) - 6;
  }

  /** The same of the costs: between the curve and its axis, or above the curve where that stays flat. */
  function besideCosts(): number {
    const near = nearEnd(words.cost, costs).map(cost);
    const isRoomBelow = Math.max(...near) < upper.bottom - 22;
    return isRoomBelow ? upper.bottom - 8 : Math.min(...near) - 6;
  }

  /** Values of a curve above or below a label at the right end. */
  function nearEnd(text: string, values: readonly number[]): number[] {
    const from = right - textWidth(text) - 8;
    const first = sizes.findIndex((size) => x(size) >= from);
    // The one before it, too: the curve comes from there.
    return values.slice(Math.max(0, first - 1));
  }
}

/** Round values from 1 on, 1 included. */
function ticksFrom1(max: number, most: number): number[] {
  return [1, ...roundTicks(max, most).filter((tick) => tick > 1 && tick <= max * 1.05)];
}

function beside(
  x: number,
  y: number,
  text: string,
): { x: number; y: number; anchor?: "end"; pieces: { strong: string }[] }[] {
  const pieces = [{ strong: text }];
  return [
    { x: x + 7, y, pieces },
    { x: x - 7, y, anchor: "end", pieces },
  ];
}
