import { svg } from "./svg";

const paths = {
  open: ["M5 6l3 3.5L11 6"],
  closed: ["M6.5 5l3.5 3-3.5 3"],
  previous: ["M9.5 4.5L6 8l3.5 3.5"],
  next: ["M6.5 4.5L10 8l-3.5 3.5"],
  table: ["M2.5 3.5h11v9h-11z", "M2.5 6.5h11M2.5 9.5h11M6.5 3.5v9"],
  passed: ["M3.5 8.5l3 3 6-7"],
} as const;

/** A glyph of 16 pixels in the colour of icons. Decoration: what it means is said in words beside it. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const attributes = { width: 16, height: 16, viewBox: "0 0 16 16", class: "icon" };
  return svg(
    "svg",
    { ...attributes, "aria-hidden": "true" },
    ...paths[name].map((d) => svg("path", { d })),
  );
}
