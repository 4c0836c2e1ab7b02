import type { Measure, MeasureRow } from "../../core/stats/panel/sections";
import { dotRows } from "../charts/dotRows";
import { roundTicks } from "../charts/scale";
import { plural, say } from "../strings/say";
import { dayAndClock, figures } from "../text/figures";
import { visibleText } from "../text/visibleText";
import type { Canvas } from "./section";

/** The ways that have been measured so far, all on one axis. */
export function measureChart({ rows }: Measure, { width, textWidth }: Canvas): SVGSVGElement {
  const ticks = roundTicks(Math.max(...rows.map((row) => row.high), 1), 4);
  return dotRows({
    width,
    textWidth,
    label: say("measure.label", { rows: rows.map(rowLabel).join("; ") }),
    rows: rows.map((row) => ({
      name: wayName(row.title),
      value: row.median,
      low: row.low,
      high: row.high,
      isHollow: row.isPlain,
      main: figures.speed(row.median),
    })),
    ticks: ticks.map((value) => ({ value, text: figures.count(value) })),
  });
}

function rowLabel(row: MeasureRow): string {
  return say("measure.row", {
    way: wayName(row.title),
    median: figures.speed(row.median),
    low: figures.speed(row.low),
    high: figures.speed(row.high),
  });
}

/** How it was counted, how far it got, and whether all ways wrote the same. */
export function measureWords(measure: Measure): string {
  const { places, rounds, at, same, compared, tie } = measure;
  const done = Math.max(0, ...measure.rows.map((row) => row.places));
  return [
    say(plural("measure.caption", rounds), {
      file: fileOf(measure),
      places: figures.count(places),
      rounds: figures.count(rounds),
      at: at === undefined ? figures.clock(at) : dayAndClock(at, Date.now()),
    }),
    measure.state === "stopped"
      ? say("measure.stopped", { done: figures.count(done), places: figures.count(places) })
      : "",
    same === undefined || compared === undefined
      ? ""
      : say("measure.same", {
          ways: figures.count(measure.rows.length),
          same: figures.count(same),
          places: figures.count(compared),
        }),
    tie === undefined
      ? ""
      : say("measure.tie", { a: figures.probability(tie[0]), b: figures.probability(tie[1]) }),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The file that was measured. */
export function fileOf({ document }: Measure): string {
  return document === undefined ? say("measure.file") : visibleText(document, { most: 40 });
}

/** The title of a way of decoding, which the extension sends. */
export function wayName(title: string): string {
  return visibleText(title, { most: 40 });
}
