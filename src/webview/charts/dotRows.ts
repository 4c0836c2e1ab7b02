import { dot, label, line, picture, strong, svg } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { fitText } from "./fitText";
import { LabelBoxes } from "./labelBoxes";
import { linear } from "./scale";

/** One value with the span that it is believed to be in. */
export interface DotRow {
  readonly name: string;
  /** Left out where there is no dot to draw. */
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** A ring: plain decoding, or too few to be sure. */
  readonly isHollow: boolean;
  /** At the right: what matters of it, and the rest. */
  readonly main?: string;
  readonly rest?: string;
}

export interface DotRowsParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  readonly rows: readonly DotRow[];
  /** Rising; the first and the last are the ends of the axis. */
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** Called with the row that is pointed at, and `undefined` when none is. */
  readonly onPoint?: (index: number | undefined) => void;
}

const rowHeight = 20;

/** A dot and a line for each row, all on one axis. */
export function dotRows({
  width,
  textWidth,
  label: said,
  rows,
  ticks,
  onPoint,
}: DotRowsParts): SVGSVGElement {
  const widest = Math.max(0, ...rows.map((row) => textWidth(row.name)));
  const left = Math.min(widest + 14, width * 0.42);
  const right = width - Math.max(0, ...rows.map((row) => valueWidth(row, textWidth))) - 14;
  const [first, last] = [ticks.at(0)?.value ?? 0, ticks.at(-1)?.value ?? 1];
  const x = linear([first, last], [left + 4, right - 4]);
  const height = rows.length * rowHeight;
  const labels = new LabelBoxes(width, textWidth);
  return picture(
    width,
    height + 15,
    said,
    ticks.map(({ value, text }) => {
      const [at, y] = [x(value), height + 13];
      return [
        line(at, 2, at, height, "stroke-grid thin crisp"),
        labels.put(
          { x: at, y, anchor: "middle", pieces: [text] },
          { x: right + 10, y, anchor: "end", pieces: [text] },
        ),
      ];
    }),
    rows.map((row, i) => drawRow(row, i * rowHeight + 10)),
    onPoint && rows.map((_, i) => pointArea(i, onPoint)),
  );

  /** The whole row can be pointed at, not only its dot. */
  function pointArea(index: number, point: (index: number | undefined) => void): SVGRectElement {
    const box = { x: 0, y: index * rowHeight, width, height: rowHeight, class: "hit" };
    const onpointerenter = (): void => {
      point(index);
    };
    const onpointerleave = (): void => {
      point(undefined);
    };
    return svg("rect", { ...box, onpointerenter, onpointerleave });
  }

  function drawRow(row: DotRow, y: number): Node[] {
    const marks: Node[] = [label(0, y + 4, "ink", fitText(row.name, left - 6, textWidth))];
    const ink = row.isHollow ? "stroke-plain" : "stroke-draft";
    if (row.low !== undefined && row.high !== undefined) {
      marks.push(line(x(row.low), y, x(row.high), y, `${ink} medium`));
    }
    if (row.value !== undefined) {
      const className = row.isHollow ? "fill-ground stroke-plain medium" : "fill-draft";
      marks.push(dot(x(row.value), y, 3.6, className));
    }
    const texts = [row.main === undefined ? [] : [strong(row.main)], spaced(row)];
    marks.push(label(width, y + 4, "end", ...texts));
    return marks;
  }
}

function spaced({ main, rest }: DotRow): string {
  return rest === undefined ? "" : main === undefined ? rest : ` ${rest}`;
}

function valueWidth(row: DotRow, textWidth: TextWidth): number {
  return textWidth(row.main ?? "", "strong") + textWidth(spaced(row));
}
