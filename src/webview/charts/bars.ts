import type { Child } from "../dom/attributes";
import { html } from "../dom/html";

/** One bar, with its name at the left and its figure at the right. */
export interface Bar {
  readonly name: string;
  readonly amount: number;
  readonly text: string;
  readonly kind: "plain" | "outline" | "ink";
  /** What a click on it asks for; then its name is a button with this label. */
  readonly ask?: { readonly label: string; readonly key: string; readonly run: () => void };
}

/** Bars on one scale, from zero. They are rows of text with a bar in each, so a reader needs no picture of them. */
export function bars(rows: readonly Bar[]): HTMLElement {
  const most = Math.max(1, ...rows.map((row) => row.amount));
  return html(
    "div",
    { class: "bars" },
    rows.map((row) => [
      nameOf(row),
      html("div", { class: `bar ${row.kind}`, "--share": (row.amount / most) * 100 }),
      html("span", { class: "value" }, row.text),
    ]),
  );
}

function nameOf({ name, ask }: Bar): Child {
  if (ask === undefined) return html("span", { class: "name" }, name);
  return html(
    "button",
    {
      class: "name",
      type: "button",
      "aria-label": ask.label,
      "data-key": ask.key,
      onclick: ask.run,
    },
    name,
  );
}
