import { box, label, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { fitText } from "./fitText";

/** A part of a time. */
export interface WaterfallRow {
  readonly name: string;
  readonly amount: number;
  readonly text: string;
  /** Whether drafting is at work in it. */
  readonly isDraft: boolean;
}

export interface WaterfallParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  readonly rows: readonly WaterfallRow[];
}

const rowHeight = 17;

/** Bars that begin where the one above ended, so that together they are the whole. */
export function waterfall({ width, textWidth, label: said, rows }: WaterfallParts): SVGSVGElement {
  const widest = Math.max(0, ...rows.map((row) => textWidth(row.name)));
  const left = Math.min(widest + 14, width * 0.55);
  const right = width - Math.max(0, ...rows.map((row) => textWidth(row.text))) - 10;
  const total = rows.reduce((sum, row) => sum + row.amount, 0);
  const scale = total > 0 ? (right - left) / total : 0;
  let before = 0;
  return picture(
    width,
    rows.length * rowHeight,
    said,
    rows.map((row, i) => {
      const y = i * rowHeight;
      const x = left + before * scale;
      before += row.amount;
      const length = Math.max(1.5, row.amount * scale);
      return [
        label(0, y + 12, "ink", fitText(row.name, left - 6, textWidth)),
        box(x, y + 4, length, 9, row.isDraft ? "fill-draft" : "fill-plain"),
        label(width, y + 12, "end ink", row.text),
      ];
    }),
  );
}
