import { html } from "../dom/html";

/**
 * A bar that fills.
 *
 * @param share 0..1
 * @param label what is under way
 * @param text what a reader is told instead of the percentage
 */
export function progressBar(share: number, label: string, text?: string): HTMLElement {
  const percent = Math.round(100 * share);
  return html(
    "div",
    {
      class: "progress",
      role: "progressbar",
      "aria-label": label,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": percent,
      "aria-valuetext": text,
    },
    html("i", { "--share": percent }),
  );
}
