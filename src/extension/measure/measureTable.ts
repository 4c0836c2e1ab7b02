import type { FigureFormat } from "../../core/stats/panel/format";
import type { Measure } from "../../core/stats/panel/sections";
import type { Say } from "../say";

/** A result as a table in Markdown, with all that is needed to know what it was measured on; `undefined` if there is none. */
export function measureTable(
  { rows, machine, threads, model, at, document, places, same, compared }: Measure,
  format: FigureFormat,
  say: Say,
): string | undefined {
  if (rows.length === 0) return undefined;
  const lines = rows.map(
    ({ title, median, low, high, faster, places: n }) =>
      `| ${say(title)} | ${format.speed(median)} | ${format.speed(low)}–${format.speed(high)} | ${format.count(faster)}/${format.count(n)} |`,
  );
  const facts = [
    model,
    machine,
    threads === undefined ? undefined : say("{n} threads", { n: threads }),
    document,
    say("{n} places", { n: places }),
    same === undefined || compared === undefined
      ? undefined
      : say("the same text at {same} of {compared}", { same, compared }),
    at === undefined ? undefined : new Date(at).toISOString().slice(0, 10),
  ];
  return [
    `| ${say("Way")} | ${say("tokens/s")} | ${say("Middle half")} | ${say("faster than plain")} |`,
    "|:--|--:|:-:|--:|",
    ...lines,
    "",
    facts.filter((fact) => fact !== undefined).join(", "),
    "",
  ].join("\n");
}
