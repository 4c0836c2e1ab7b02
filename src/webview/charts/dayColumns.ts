import { box, line, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes, piecesWidth, type LabelPiece } from "./labelBoxes";

export interface DayColumnsParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  /** Shares, today last; `undefined` where there is nothing to take a share of. */
  readonly days: readonly (number | undefined)[];
  /** What is said of today, in two lines. */
  readonly today: readonly [LabelPiece, LabelPiece];
}

const bottom = 28;

/** A column for each day. A day without edits is left blank, so that it is not read as a bad one. */
export function dayColumns({
  width,
  textWidth,
  label,
  days,
  today,
}: DayColumnsParts): SVGSVGElement {
  const room = width - Math.max(...today.map((piece) => piecesWidth([piece], textWidth))) - 6;
  const column = Math.min(14, room / days.length);
  const most = Math.max(0.01, ...days.map((day) => day ?? 0));
  const end = column * days.length;
  const labels = new LabelBoxes(width, textWidth);
  return picture(
    width,
    34,
    label,
    line(0, bottom + 0.5, end, bottom + 0.5, "stroke-grid thin crisp"),
    days.map((day, i) => {
      if (day === undefined) return undefined;
      const height = Math.max(1, (day / most) * 24);
      const ink = i === days.length - 1 ? "fill-ink" : "fill-plain";
      return box(i * column, bottom - height, column - 3, height, ink);
    }),
    today.map((piece, i) => labels.put({ x: end + 2, y: 16 + 12 * i, pieces: [piece] })),
  );
}
