import { latencyFigures, type LatencyFigures } from "../../core/stats/panel/latency";
import { leastN } from "../../core/stats/panel/thresholds";
import { waitHistogram } from "../charts/waitHistogram";
import { waterfall } from "../charts/waterfall";
import type { Child } from "../dom/attributes";
import { plural, say, show } from "../strings/say";
import { figures } from "../text/figures";
import type { LatencySection } from "../../core/stats/panel/sections";
import type { Canvas, Section } from "./section";
import { caption, captionOf } from "./words";

/** How long, and where does the time go? */
export const latencySection: Section = {
  id: "latency",
  isWide: false,
  inputs: ({ sections }) => [sections.latency],
  summary({ sections: { latency } }) {
    const p50 = latency && latencyFigures(latency).p50;
    return p50 === undefined ? undefined : show("sum.latency", { ms: figures.time(p50) });
  },
  draw({ sections: { latency } }, canvas) {
    if (latency === undefined || latency.n === 0) return [caption("empty.latency")];
    const found = latencyFigures(latency);
    if (latency.n < leastN.p50) return [caption("latency.few", { n: figures.count(latency.n) })];
    return [histogram(latency, found, canvas), words(latency, found), ...parts(found, canvas)];
  },
  table({ sections: { latency } }) {
    const found = latency && latencyFigures(latency);
    if (found === undefined || found.parts.length === 0) return undefined;
    return {
      head: [say("head.part"), say("head.meanMs")],
      rows: [
        ...found.parts.map(({ id, ms }) => [say(`part.${id}`), figures.count(ms)]),
        [say("latency.total"), figures.count(found.totalMs)],
        [say("latency.halfWithin"), figures.count(found.p50)],
        [say("latency.within", { share: figures.share(0.9) }), figures.count(found.p90)],
        [say("latency.within", { share: figures.share(0.99) }), figures.count(found.p99)],
      ],
    };
  },
};

function histogram(
  latency: LatencySection,
  found: LatencyFigures,
  { width, textWidth }: Canvas,
): SVGSVGElement {
  const marks = [
    { name: say("latency.half"), ms: found.p50 },
    { name: figures.share(0.9), ms: found.p90 },
    { name: figures.share(0.99), ms: found.p99 },
  ].flatMap(({ name, ms }) => (ms === undefined ? [] : [{ name, ms }]));
  const said = marks.map(({ name, ms }) =>
    say("latency.mark", { share: name, ms: figures.time(ms) }),
  );
  return waitHistogram({
    width,
    textWidth,
    label: say("latency.label", { marks: said.join(", ") }),
    bins: latency.bins,
    from: 60,
    to: 1600,
    marks: marks.map(({ name, ms }) => ({
      ms,
      pieces: [`${name} `, { strong: figures.count(ms) }],
    })),
    ticks: [
      { ms: 100, text: figures.time(100) },
      { ms: 200, text: figures.count(200) },
      { ms: 500, text: figures.count(500) },
      { ms: 1000, text: say("figure.seconds", { n: figures.count(1) }) },
    ],
  });
}

function words({ n, memoryN, memoryMs }: LatencySection, found: LatencyFigures): Child {
  const within =
    found.p99 !== undefined
      ? { share: figures.share(0.99), within: figures.time(found.p99) }
      : found.p90 !== undefined
        ? { share: figures.share(0.9), within: figures.time(found.p90) }
        : undefined;
  const count = { n: figures.count(n) };
  return captionOf(
    within === undefined
      ? show(plural("latency.caption", n), count)
      : show(plural("latency.captionWithin", n), { ...count, ...within }),
    " ",
    memoryN === 0
      ? []
      : show("latency.memory", { n: figures.count(memoryN), ms: figures.time(memoryMs) }),
  );
}

function parts(found: LatencyFigures, { width, textWidth }: Canvas): Child[] {
  if (found.parts.length === 0) return [];
  const said = found.parts.map(({ id, ms }) => `${say(`part.${id}`)} ${figures.time(ms)}`);
  return [
    waterfall({
      width,
      textWidth,
      label: say("latency.partsLabel", { parts: said.join(", ") }),
      rows: found.parts.map(({ id, ms }) => ({
        name: say(`part.${id}`),
        amount: ms,
        text: figures.count(ms),
        isDraft: id === "draft" || id === "check",
      })),
    }),
    caption("latency.sum", { ms: figures.count(found.totalMs) }),
  ];
}
