import { box, picture } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { LabelBoxes, type LabelPlace } from "./labelBoxes";

/** A part of a whole. */
export interface StackedPart {
  readonly amount: number;
  readonly share: string;
  readonly name: string;
  /** Whether it is the reference that the others are seen beside. */
  readonly isPlain: boolean;
}

export interface StackedBarParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  readonly parts: readonly StackedPart[];
}

/** One bar of parts with gaps between them. The largest are labelled first, each below its beginning, the last one below its end. */
export function stackedBar({ width, textWidth, label, parts }: StackedBarParts): SVGSVGElement {
  const total = parts.reduce((sum, part) => sum + part.amount, 0);
  const starts = parts.map((_, i) => {
    const before = parts.slice(0, i).reduce((sum, part) => sum + part.amount, 0);
    return (before / total) * width;
  });
  const last = parts.length - 1;
  const labels = new LabelBoxes(width, textWidth);
  const bySize = [...parts.keys()].sort((a, b) => amountOf(b) - amountOf(a));
  return picture(
    width,
    31,
    label,
    parts.map((part, i) => {
      const whole = (part.amount / total) * width;
      const seen = Math.max(1, whole - (i === last ? 0 : 1.5));
      return box(starts[i] ?? 0, 2, seen, 9, part.isPlain ? "fill-plain" : "fill-draft");
    }),
    bySize.map((i) => labels.put(...placesOf(i))),
  );

  function amountOf(i: number): number {
    return parts[i]?.amount ?? 0;
  }

  function placesOf(i: number): LabelPlace[] {
    const part = parts[i];
    if (part === undefined) return [];
    const x = i === last ? width : (starts[i] ?? 0);
    const side = i === last ? ({ anchor: "end" } as const) : {};
    const share = { strong: part.share };
    return [[share, ` ${part.name}`], [share]].map((pieces) => ({ x, y: 26, ...side, pieces }));
  }
}
