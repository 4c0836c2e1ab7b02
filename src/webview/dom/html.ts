import { append, setAttributes, type Attributes, type Child } from "./attributes";

/**
 * Makes an HTML element.
 *
 * @example html("p", { class: "caption" }, "Needs ", html("b", {}, 20), " passes.")
 */
export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}
