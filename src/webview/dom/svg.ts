import { append, setAttributes, type Attributes, type Child } from "./attributes";

const namespace = "http://www.w3.org/2000/svg";

/** Makes an SVG element. Lengths are CSS pixels: pictures are drawn at the width that they have, never scaled. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(namespace, tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/**
 * A picture with a sentence that holds its figures, for those who cannot see it.
 *
 * @param width in pixels, as `height`
 */
export function picture(
  width: number,
  height: number,
  label: string,
  ...children: readonly Child[]
): SVGSVGElement {
  const box = { width, height, viewBox: `0 0 ${width} ${height}` };
  return svg("svg", { ...box, role: "img", "aria-label": label }, ...children);
}

/** Text with its baseline at `y`. The class says where `x` is: `end`, `middle`, or else the start. */
export function label(
  x: number,
  y: number,
  className: string,
  ...children: readonly Child[]
): SVGTextElement {
  return svg("text", { x, y, class: className }, ...children);
}

/** A part of a label in the ink of what matters. */
export function strong(text: string): SVGTSpanElement {
  return svg("tspan", { class: "strong" }, text);
}

export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  className: string,
): SVGLineElement {
  return svg("line", { x1, y1, x2, y2, class: className });
}

export function dot(x: number, y: number, r: number, className: string): SVGCircleElement {
  return svg("circle", { cx: x, cy: y, r, class: className });
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  className: string,
): SVGRectElement {
  return svg("rect", { x, y, width, height, class: className });
}
