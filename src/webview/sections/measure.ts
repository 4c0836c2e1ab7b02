import { measureFigures } from "../../core/stats/panel/measureFigures";
import { roundTicks } from "../charts/scale";
import { dotRows } from "../charts/dotRows";
import type { Measure, MeasureRow } from "../../core/stats/panel/sections";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { progressBar } from "../states/progressBar";
import { plural, say, show } from "../strings/say";
import { figures } from "../text/figures";
import { visibleText } from "../text/visibleText";
import type { Canvas, Section, SectionActions } from "./section";
import { button, caption, captionOf, link } from "./words";

/** Prove it on my file: ways of decoding compared, and the means to do it. */
export function measureSection(actions: SectionActions): Section {
  const start = (): void => {
    actions.ask({ type: "measure", act: "start" });
  };
  return {
    id: "measure",
    isWide: false,
    inputs: ({ measure, state }) => [measure, state.kind],
    summary({ measure, state }) {
      if (state.kind === "noModel") return show("sum.needsModel");
      if (measure === undefined) return undefined;
      if (measure.state === "running") return running(measure);
      const { ratio } = measureFigures(measure);
      if (ratio === undefined) return show("sum.notMeasured");
      return show("sum.measure", { ratio: figures.ratio(ratio), file: fileOf(measure) });
    },
    draw({ measure, state }, canvas) {
      if (state.kind === "noModel") return [caption("empty.measure")];
      if (measure === undefined || measure.state === "idle") {
        return [caption("empty.measure"), startRow(measure, start)];
      }
      if (measure.state === "running") return underWay(measure, canvas, actions);
      return [
        chart(measure, canvas),
        captionOf(result(measure)),
        measure.busy === undefined
          ? undefined
          : html("p", { class: "small" }, say("measure.busy", busyValues(measure.busy))),
        startRow(measure, start),
        actionsRow(measure, actions),
      ];
    },
    table({ measure }) {
      if (measure === undefined || measure.rows.length === 0) return undefined;
      return {
        head: [say("head.way"), say("head.speed"), say("head.middle")],
        rows: measure.rows.map((row) => [
          row.title,
          figures.speed(row.median),
          say("measure.range", { low: figures.speed(row.low), high: figures.speed(row.high) }),
        ]),
      };
    },
  };
}

function running({ now, places }: Measure): Node[] {
  return show("sum.measuring", {
    done: figures.count(now?.place ?? 0),
    places: figures.count(places),
  });
}

function underWay(measure: Measure, canvas: Canvas, actions: SectionActions): Child[] {
  const { now } = measure;
  const words =
    now === undefined
      ? say("measure.bar")
      : say("measure.progress", {
          way: now.title,
          i: figures.count(now.place),
          places: figures.count(measure.places),
          left: figures.time(roughly(now.leftMs)),
        });
  return [
    measure.rows.length === 0 ? undefined : chart(measure, canvas),
    progressBar(now?.share ?? 0, say("measure.bar"), words),
    html(
      "div",
      { class: "spread small" },
      html("span", { class: "muted" }, words),
      button(say("measure.cancel"), "cancel", "secondary", () => {
        actions.ask({ type: "measure", act: "cancel" });
      }),
    ),
  ];
}

function chart({ rows }: Measure, { width, textWidth }: Canvas): SVGSVGElement {
  const ticks = roundTicks(Math.max(...rows.map((row) => row.high), 1), 2);
  return dotRows({
    width,
    textWidth,
    label: say("measure.label", { rows: rows.map(rowLabel).join("; ") }),
    rows: rows.map((row) => ({
      name: row.title,
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
    way: row.title,
    median: figures.speed(row.median),
    low: figures.speed(row.low),
    high: figures.speed(row.high),
  });
}

/** How it was counted, how far it got, and whether all ways wrote the same. */
function result(measure: Measure): string {
  const { places, rounds, at, same, compared, tie } = measure;
  const done = Math.max(0, ...measure.rows.map((row) => row.places));
  return [
    say(plural("measure.caption", rounds), {
      file: fileOf(measure),
      places: figures.count(places),
      rounds: figures.count(rounds),
      at: figures.clock(at),
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

function startRow(measure: Measure | undefined, start: () => void): Child {
  const isFirst = measure === undefined || measure.state === "idle";
  return html(
    "div",
    { class: "spread small" },
    button(say(isFirst ? "measure.start" : "measure.again"), "measure", "secondary", start),
    measure?.aboutMs === undefined
      ? undefined
      : html(
          "span",
          { class: "muted" },
          say("measure.cost", { time: figures.time(roughly(measure.aboutMs)) }),
        ),
  );
}

/** What can be done with a result: choosing the best way, if one is clearly better, and taking the figures along. */
function actionsRow(measure: Measure, actions: SectionActions): Child {
  const { best } = measureFigures(measure);
  return html(
    "div",
    { class: "links small" },
    best === undefined
      ? undefined
      : link(say("measure.use", { way: best.title }), "use-way", () => {
          actions.ask({ type: "run", command: "foretype.switchStrategy" });
        }),
    link(say("measure.copy"), "copy-measure", () => {
      actions.ask({ type: "copy", what: "measure" });
    }),
  );
}

function fileOf({ document }: Measure): string {
  return document === undefined ? say("measure.file") : visibleText(document, { most: 40 });
}

function busyValues([from, to]: readonly [number, number]): Record<"from" | "to", string> {
  return { from: figures.speed(from), to: figures.speed(to) };
}

/** To whole seconds: a guess that is printed to tenths looks like a figure. */
function roughly(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}
