import { printedRatio, printedSpeed, quotient } from "./printed";
import type { Measure, MeasureRow } from "./sections";

/** A way is worth choosing if it was faster than plain in so many of the places. */
const clearShare = 0.75;

/** What is printed of a comparison on the user's file. */
export interface MeasureFigures {
  /** The fastest way against plain, both as printed. */
  readonly ratio?: number;
  /** The way to choose: the fastest, if it was faster than plain in at least three quarters of the places. */
  readonly best?: MeasureRow;
}

export function measureFigures({ rows }: Measure): MeasureFigures {
  const plain = rows.find(({ isPlain }) => isPlain);
  const fastest = rows
    .filter(({ isPlain }) => !isPlain)
    .reduce<MeasureRow | undefined>(
      (best, row) => (row.median > (best?.median ?? 0) ? row : best),
      undefined,
    );
  if (plain === undefined || fastest === undefined) return {};
  const ratio = quotient(printedSpeed(fastest.median), printedSpeed(plain.median));
  const isClear = fastest.places > 0 && fastest.faster >= clearShare * fastest.places;
  return {
    ...(ratio !== undefined && { ratio: printedRatio(ratio) }),
    ...(isClear && { best: fastest }),
  };
}
