import { measureFigures } from "../../core/stats/panel/measureFigures";
import type { Measure } from "../../core/stats/panel/sections";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { progressBar } from "../states/progressBar";
import { say, show } from "../strings/say";
import { figures, roughTime } from "../text/figures";
import { fileOf, measureChart, measureWords, wayName } from "./measureResult";
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
        measureChart(measure, canvas),
        captionOf(measureWords(measure)),
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
          wayName(row.title),
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
      ? say(measure.isWaiting === true ? "measure.waits" : "measure.bar")
      : say("measure.progress", {
          way: wayName(now.title),
          i: figures.count(now.place),
          places: figures.count(measure.places),
          left: roughTime(now.leftMs),
        });
  return [
    measure.rows.length === 0 ? undefined : measureChart(measure, canvas),
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

function startRow(measure: Measure | undefined, start: () => void): Child {
  const isFirst = measure === undefined || measure.state === "idle";
  return html(
    "div",
    { class: "spread small" },
    button(say(isFirst ? "measure.start" : "measure.again"), "measure", "secondary", start),
    measure?.aboutMs === undefined
      ? undefined
      : html("span", { class: "muted" }, say("measure.cost", { time: roughTime(measure.aboutMs) })),
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
      : link(say("measure.use", { way: wayName(best.title) }), "use-way", () => {
          actions.ask({ type: "run", command: "foretype.switchStrategy" });
        }),
    link(say("measure.copy"), "copy-measure", () => {
      actions.ask({ type: "copy", what: "measure" });
    }),
  );
}

function busyValues([from, to]: readonly [number, number]): Record<"from" | "to", string> {
  return { from: figures.speed(from), to: figures.speed(to) };
}
