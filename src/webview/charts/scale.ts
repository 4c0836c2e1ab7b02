/** Maps a value to pixels. */
export type Scale = (value: number) => number;

/** Maps `from[0]` to `to[0]` and `from[1]` to `to[1]`, and what is between them in proportion. */
export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const span = from[1] - from[0];
  if (span === 0) return () => to[0];
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
}

/** The same on a logarithmic axis: equal ratios are equally far apart. */
export function logarithmic(from: readonly [number, number], to: readonly [number, number]): Scale {
  const scale = linear([Math.log(from[0]), Math.log(from[1])], to);
  return (value) => scale(Math.log(value));
}

/**
 * Round values from 0 on that reach `max`: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param most how many steps at most
 * @example roundTicks(98, 3) // [0, 50, 100]
 */
export function roundTicks(max: number, most: number): number[] {
  if (!(max > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(max / most));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size * most >= max) ?? max;
  const count = Math.ceil(max / step - 1e-9);
  // Twelve digits, or a step of 0.2 makes 0.6000000000000001.
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** A polyline through points that are given as x and y. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join("");
}
