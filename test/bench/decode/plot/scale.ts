/** From values to places along an axis. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

/**
 * A linear scale from 0, or from the least value if that is below, to a round number that is not below the greatest.
 *
 * @param values that are to be seen; those that are no numbers are passed over
 * @param range places of the least and the greatest
 */
export function linearScale(
  values: readonly number[],
  range: readonly [from: number, to: number],
): Scale {
  const finite = values.filter(Number.isFinite);
  const least = Math.min(0, ...finite);
  const greatest = Math.max(0, ...finite);
  const most = greatest === least ? least + 1 : greatest;
  const step = niceStep((most - least) / 5);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  const [from, to] = range;
  const width = step * (last - first);
  return Object.assign((value: number) => from + ((value - step * first) / width) * (to - from), {
    ticks: Array.from({ length: last - first + 1 }, (_, i) => tidy(step * (first + i))),
  });
}

/** The least of 1, 2 and 5 times a power of ten that is not below `step`. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const nice = [1, 2, 5, 10].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10;
  return nice * power;
}

/** A number without the noise of its last bits, as 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
