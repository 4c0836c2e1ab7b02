import { html } from "../dom/html";
import { box, svg } from "../dom/svg";

/** Columns as they stand over tokens, from sure to unsure. */
export function skylineSample(): SVGSVGElement {
  const heights = [2, 4, 6, 9, 12];
  return svg(
    "svg",
    { width: 44, height: 12, viewBox: "0 0 44 12", "aria-hidden": "true" },
    heights.map((height, i) => box(i * 9, 12 - height, 8, height, "fill-unsure")),
  );
}

/** A line as it stands under tokens. */
export function lineSample(kind: "drafted" | "forced"): HTMLElement {
  return html("i", { class: `sample ${kind}`, "aria-hidden": "true" });
}
