import { dot, line, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes, piecesWidth, type LabelPiece, type LabelPlace } from "./labelBoxes";
import { linear, roundTicks } from "./scale";

/** A rule across the strip, and what is said of it at its right end. */
export interface StripRule {
  readonly value: number;
  readonly pieces: readonly LabelPiece[];
  /** What the label shrinks to where there is no room. */
  readonly short: readonly LabelPiece[];
}

export interface DotStripParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  /** The newest last. */
  readonly values: readonly number[];
  /** Most values there can be: the places on the x axis. */
  readonly places: number;
  readonly median?: StripRule;
  /** Values below it are hollow. */
  readonly plain?: StripRule;
  /** What the values begin with, in a word. */
  readonly change?: string;
}

const top = 8;
const bottom = 84;

/** One dot for each value, in order; a solid rule at their median and a dashed one at what they are compared with. */
export function dotStrip(parts: DotStripParts): SVGSVGElement {
  const { width, textWidth, values, median, plain } = parts;
  const ticks = roundTicks(Math.max(...values, plain?.value ?? 0), 3);
  const left = Math.max(...ticks.map((tick) => textWidth(String(tick)))) + 4;
  const rules = [median, plain].filter((rule) => rule !== undefined);
  const isShort = width < 200;
  const said = (rule: StripRule): readonly LabelPiece[] => (isShort ? rule.short : rule.pieces);
  const margin = Math.max(0, ...rules.map((rule) => piecesWidth(said(rule), textWidth) + 6));
  const right = width - margin;
  const x = linear([0, parts.places - 1], [left + 4, right - 6]);
  const y = linear([0, ticks.at(-1) ?? 1], [bottom, top]);

  const labels = new LabelBoxes(width, textWidth);
  const rows = labelRows(rules.map((rule) => y(rule.value)));
  const ruleLabels = rules.map((rule, i) =>
    labels.put(...both(right + 6, rows[i] ?? 0, said(rule), rule.short)),
  );
  const newest = values.length - 1;
  return picture(
    width,
    parts.change === undefined ? 90 : 102,
    parts.label,
    ticks.map((tick) => [
      line(left, y(tick), right, y(tick), "stroke-grid thin crisp"),
      labels.put({ x: left - 4, y: y(tick) + 4, anchor: "end", pieces: [String(tick)] }),
    ]),
    plain && line(left, y(plain.value), right, y(plain.value), "stroke-plain thin dashed"),
    median && line(left, y(median.value), right, y(median.value), "stroke-draft medium"),
    values.map((value, i) =>
      plain !== undefined && value < plain.value
        ? dot(x(i), y(value), 2.3, "fill-ground stroke-ink thin")
        : dot(
            x(i),
            y(value),
            i === newest ? 3.4 : 1.8,
            i === newest ? "fill-draft" : "fill-draft soft",
          ),
    ),
    ruleLabels,
    parts.change !== undefined && values.length < parts.places
      ? [
          line(x(0) - 4, top, x(0) - 4, bottom + 6, "stroke-plain thin crisp"),
          labels.put({ x: x(0) - 4, y: 99, pieces: [parts.change] }),
        ]
      : undefined,
  );
}

function both(
  x: number,
  y: number,
  pieces: readonly LabelPiece[],
  short: readonly LabelPiece[],
): LabelPlace[] {
  return [pieces, short].map((said) => ({ x, y: y + 4, pieces: said }));
}

/** Baselines of labels that would stand in one another are moved apart, the upper one up and the lower one down. */
function labelRows(wanted: readonly number[]): readonly number[] {
  const [a, b] = wanted;
  if (a === undefined || b === undefined || Math.abs(a - b) >= 14) return wanted;
  const middle = Math.min(bottom - 7, Math.max(top + 7, (a + b) / 2));
  return a <= b ? [middle - 7, middle + 7] : [middle + 7, middle - 7];
}
