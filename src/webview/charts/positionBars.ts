import { box, line, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes } from "./labelBoxes";
import { linear } from "./scale";

/** One column: what was there, and what of it was used. */
export interface PositionBar {
  readonly name: string;
  /** Shares of the whole; `filled` is at most `outlined`. */
  readonly outlined: number;
  readonly filled: number;
  /** What is said above it, and what that shrinks to. */
  readonly text: string;
}

export interface PositionBarsParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  readonly bars: readonly PositionBar[];
}

const bottom = 84;

/** Columns of outline and fill: the gap between them is work that was wasted. */
export function positionBars({ width, textWidth, label, bars }: PositionBarsParts): SVGSVGElement {
  const column = Math.min(48, width / bars.length);
  const barWidth = Math.min(26, column - 8);
  const y = linear([0, 1], [bottom, 18]);
  const labels = new LabelBoxes(width, textWidth);
  return picture(
    width,
    104,
    label,
    line(0, bottom + 0.5, column * bars.length, bottom + 0.5, "stroke-grid thin crisp"),
    bars.map((bar, i) => {
      const x = i * column + (column - barWidth) / 2;
      const outline = Math.round(y(bar.outlined));
      const middle = x + barWidth / 2;
      return [
        box(x + 0.5, outline + 0.5, barWidth - 1, bottom - outline, "stroke-plain thin"),
        box(x, y(bar.filled), barWidth, bottom - y(bar.filled), "fill-draft"),
        labels.put(
          { x: middle, y: outline - 4, anchor: "middle", pieces: [bar.text], tone: "ink" },
          { x: Math.max(0, x - 4), y: outline - 4, pieces: [bar.text], tone: "ink" },
        ),
        labels.put({ x: middle, y: 98, anchor: "middle", pieces: [bar.name] }),
      ];
    }),
  );
}
