/**
 * The contrast of two colours by WCAG, 1 to 21. What is translucent is seen on the ground.
 *
 * @param colour as a browser computes it: `rgb(…)`, `rgba(…)` or `color(srgb …)`
 */
export function contrast(colour: string, ground: string): number {
  const below = parse(ground);
  const above = parse(colour);
  const seen = above
    .slice(0, 3)
    .map((value, i) => value * above[3] + (below[i] ?? 0) * (1 - above[3]));
  const [light, dark] = [luminance(seen), luminance(below)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Red, green, blue and opacity, 0..1. */
function parse(colour: string): [number, number, number, number] {
  const numbers = (/\(([^)]*)\)/.exec(colour)?.[1] ?? "").match(/[\d.]+/g)?.map(Number) ?? [];
  const scale = colour.startsWith("color(") ? 1 : 255;
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  return [red / scale, green / scale, blue / scale, alpha];
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
