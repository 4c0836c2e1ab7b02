import { html } from "../dom/html";
import type { Table } from "./section";

/** A table with a caption that only readers are told. The first column names the row. */
export function tableElement(title: string, { head, rows }: Table): HTMLElement {
  const table = html(
    "table",
    {},
    html("caption", { class: "unseen" }, title),
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        head.map((text) => html("th", { scope: "col" }, text)),
      ),
    ),
    html(
      "tbody",
      {},
      rows.map(([name, ...cells]) =>
        html(
          "tr",
          {},
          html("th", { scope: "row" }, html("bdi", {}, name)),
          cells.map((cell) => html("td", {}, html("bdi", {}, cell))),
        ),
      ),
    ),
  );
  return table;
}
