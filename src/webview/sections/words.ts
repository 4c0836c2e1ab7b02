import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { show, type StringId, type Values } from "../strings/say";

/** A line of words under a picture. */
export function caption(id: StringId, values?: Values): HTMLElement {
  return html("p", { class: "small muted" }, show(id, values));
}

/** The same, made of several sentences. */
export function captionOf(...children: readonly Child[]): HTMLElement {
  return html("p", { class: "small muted" }, ...children);
}

/** A button that looks like a link. */
export function link(text: string, key: string, run: () => void): HTMLButtonElement {
  return html("button", { class: "link", type: "button", "data-key": key, onclick: run }, text);
}

/** A button that does something. */
export function button(
  text: string,
  key: string,
  kind: "primary" | "secondary",
  run: () => void,
): HTMLButtonElement {
  return html(
    "button",
    { class: `button ${kind}`, type: "button", "data-key": key, onclick: run },
    text,
  );
}
