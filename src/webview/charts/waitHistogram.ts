import { box, line, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes, type LabelPiece, type LabelPlace } from "./labelBoxes";
import { logarithmic } from "./scale";

/** A rule at a time that a share of the requests is within. */
export interface WaitMark {
  readonly ms: number;
  readonly pieces: readonly LabelPiece[];
}

export interface WaitHistogramParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  /** Counts on a logarithmic axis from `from` to `to`, in ms. */
  readonly bins: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly marks: readonly WaitMark[];
  readonly ticks: readonly { readonly ms: number; readonly text: string }[];
}

const bottom = 44;

/** How often requests took how long, with rules at the times that matter. */
export function waitHistogram(parts: WaitHistogramParts): SVGSVGElement {
  const { width, textWidth, bins } = parts;
  const x = logarithmic([parts.from, parts.to], [0, width]);
  const at = (ms: number): number => Math.min(width - 1, Math.max(0, x(ms)));
  const binWidth = width / bins.length;
  const most = Math.max(1, ...bins);
  const labels = new LabelBoxes(width, textWidth);
  return picture(
    width,
    66,
    parts.label,
    bins.map((count, i) => {
      const height = (count / most) * 26;
      return box(
        i * binWidth,
        bottom - height,
        Math.max(1, binWidth - 1),
        height,
        "fill-plain dim",
      );
    }),
    line(0, bottom + 0.5, width, bottom + 0.5, "stroke-grid thin crisp"),
    parts.marks.map((mark, i) => {
      const label = labels.put(...markPlaces(at(mark.ms), mark.pieces, i === 0));
      const top = label === undefined ? 21 : Number(label.getAttribute("y")) - 6;
      return [line(at(mark.ms), top, at(mark.ms), bottom, "stroke-ink thin crisp"), label];
    }),
    parts.ticks.map(({ ms, text }) =>
      labels.put({ x: x(ms), y: 60, anchor: "middle", pieces: [text] }),
    ),
  );
}

/** Beside the rule, in the upper row or the lower one. The first mark leaves the right side to those after it. */
function markPlaces(x: number, pieces: readonly LabelPiece[], isFirst: boolean): LabelPlace[] {
  const right = [12, 27].map((y): LabelPlace => ({ x: x + 4, y, pieces }));
  const left = [12, 27].map((y): LabelPlace => ({ x: x - 4, y, anchor: "end", pieces }));
  return isFirst
    ? [...left, ...right]
    : [...right.slice(0, 1), ...left.slice(1), ...right, ...left];
}
