import type { Child } from "../dom/attributes";
import { label, strong, svg } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";

/** A piece of a label: muted, in the ink of what matters, or bold, too. */
export type LabelPiece = string | { readonly ink: string } | { readonly strong: string };

/** Somewhere a label could stand; `y` is its baseline. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: "middle" | "end";
  readonly pieces: readonly LabelPiece[];
  /** A further class of the text. */
  readonly tone?: string;
}

/** From the baseline of an 11 pixel label to its top and its bottom. */
const ascent = 9;
const descent = 3;
/** Between two labels in one line, so that they are not read as one. */
const gap = 3;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Labels of one picture that never overlap and never leave it. What has no room is left out: a label's value stands in the caption
 * and in the table too.
 */
export class LabelBoxes {
  readonly #width: number;
  readonly #textWidth: TextWidth;
  readonly #taken: Box[] = [];

  /** @param width of the picture in pixels */
  constructor(width: number, textWidth: TextWidth) {
    this.#width = width;
    this.#textWidth = textWidth;
  }

  /** Draws a label at the first of the places that is free; `undefined` if none is. */
  put(...places: readonly LabelPlace[]): SVGTextElement | undefined {
    for (const place of places) {
      const box = this.#boxOf(place);
      // Half a pixel is a rounding error of the measured width.
      const isInside = box.left >= -0.5 && box.right <= this.#width + 0.5;
      if (!isInside || this.#taken.some((other) => overlap(box, other))) continue;
      this.#taken.push(box);
      return drawn(place);
    }
    return undefined;
  }

  #boxOf({ x, y, anchor, pieces }: LabelPlace): Box {
    const width = piecesWidth(pieces, this.#textWidth);
    const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
    return { left, right: left + width, top: y - ascent, bottom: y + descent };
  }
}

/** The width of a label in pixels. */
export function piecesWidth(pieces: readonly LabelPiece[], textWidth: TextWidth): number {
  return pieces.reduce((sum, piece) => {
    if (typeof piece === "string") return sum + textWidth(piece);
    return sum + ("ink" in piece ? textWidth(piece.ink) : textWidth(piece.strong, "strong"));
  }, 0);
}

function drawn({ x, y, anchor, pieces, tone }: LabelPlace): SVGTextElement {
  const className = [anchor, tone].filter((name) => name !== undefined).join(" ");
  return label(x, y, className, pieces.map(drawnPiece));
}

function drawnPiece(piece: LabelPiece): Child {
  if (typeof piece === "string") return piece;
  return "ink" in piece ? svg("tspan", { class: "ink" }, piece.ink) : strong(piece.strong);
}

function overlap(a: Box, b: Box): boolean {
  const inLine = a.left < b.right + gap && b.left < a.right + gap;
  return inLine && a.top < b.bottom && b.top < a.bottom;
}
