import type { ModelRun, TemperatureRun } from "../figures/decodeReport";
import { costAt } from "../figures/referenceTrees";
import { barPlot } from "../plot/barPlot";
import { linePlot } from "../plot/linePlot";

/** A picture and the name of its file. */
export interface NamedPlot {
  readonly name: string;
  readonly svg: string;
}

/** A rate of fewer tokens says nothing. */
const leastDrafted = 20;
/** Bins of fewer passes say nothing. */
const leastPasses = 20;
/** Acceptance is shown for so many positions. */
const maxDepth = 12;

/** The pictures of one model at one precision. */
export function plotsOf(run: ModelRun): readonly NamedPlot[] {
  const place = placeOf(run);
  return [
    ...(run.costs.length > 0 ? [{ name: `cost-${place}`, svg: costPlot(run) }] : []),
    ...run.temperatures.flatMap((one) => {
      const name = `${place}-t${String(one.temperature)}`;
      const title = `${titleOf(run)}, temperature ${String(one.temperature)}`;
      return [
        { name: `speed-${name}`, svg: speedPlot(one, title) },
        { name: `acceptance-${name}`, svg: acceptancePlot(one, title) },
        { name: `expected-${name}`, svg: expectedPlot(one, title) },
      ];
    }),
  ];
}

/** A name for files. */
export function placeOf({ model, draft, precision }: ModelRun): string {
  const short = (reference: string): string =>
    reference.replace(/^.*[\\/]/, "").replace(/\.gguf$/, "");
  const parts = [short(model), ...(draft === undefined ? [] : [short(draft)]), precision];
  return parts.join("-").replaceAll(/[^\w.-]/g, "_");
}

/** A name for people. */
export function titleOf({ model, draft, precision }: ModelRun): string {
  const short = (reference: string): string => reference.replace(/^.*[\\/]/, "");
  const drafted = draft === undefined ? "" : ` with ${short(draft)}`;
  return `${short(model)}${drafted}, ${precision}`;
}

/** What a pass costs, and where on the curve of the longest context each strategy's most common pass stands. */
function costPlot(run: ModelRun): string {
  const longest = run.costs.at(-1);
  const sizes = new Map<number, string[]>();
  for (const { strategy, stats } of run.temperatures[0]?.strategies ?? []) {
    const { passesPerSize } = stats;
    const size = 1 + passesPerSize.indexOf(Math.max(...passesPerSize));
    if (size > 0) sizes.set(size, [...(sizes.get(size) ?? []), strategy]);
  }
  return linePlot({
    title: `Cost of a pass: ${titleOf(run)}`,
    x: "nodes in the pass",
    y: "ms",
    series: run.costs.map(({ cachedLength, points }) => ({
      name: `behind ${String(cachedLength)} tokens`,
      points: points.map(({ numNodes, ms }) => ({ x: numNodes, y: ms })),
    })),
    marks:
      longest === undefined
        ? []
        : [...sizes].map(([x, names]) => ({
            x,
            y: costAt(longest, x),
            text: names.length > 2 ? `${String(names.length)} strategies` : names.join(", "),
          })),
  });
}

function speedPlot({ strategies }: TemperatureRun, title: string): string {
  return barPlot({
    title: `Speed beside autoregressive: ${title}`,
    x: "times as fast, median of the tasks with its 95 % interval",
    baseline: 1,
    bars: strategies.slice(1).map(({ strategy: name, speedUp }) => ({
      name,
      value: speedUp?.median ?? Number.NaN,
      ...(speedUp !== null && { low: speedUp.low, high: speedUp.high }),
    })),
  });
}

/** Of each drafter, in the strategy in which it drafted most. */
function acceptancePlot({ strategies }: TemperatureRun, title: string): string {
  const best = new Map<string, { num: number; points: { x: number; y: number }[] }>();
  for (const { stats } of strategies) {
    for (const [drafter, counts] of Object.entries(stats.drafters)) {
      const { draftedPerPosition, acceptedPerPosition } = counts;
      const num = draftedPerPosition.reduce((sum, drafted) => sum + drafted, 0);
      if (num <= (best.get(drafter)?.num ?? 0)) continue;
      const points = draftedPerPosition.slice(0, maxDepth).flatMap((drafted, i) => {
        const y = (acceptedPerPosition[i] ?? 0) / drafted;
        return drafted < leastDrafted ? [] : [{ x: i + 1, y }];
      });
      best.set(drafter, { num, points });
    }
  }
  return linePlot({
    title: `Share of drafted tokens that were accepted: ${title}`,
    x: "tokens behind the last committed one",
    y: "share accepted",
    series: [...best].map(([name, { points }]) => ({ name, points })),
  });
}

function expectedPlot({ strategies }: TemperatureRun, title: string): string {
  return linePlot({
    title: `Accepted tokens of a pass: ${title}`,
    x: "expected, by the estimated probabilities",
    y: "accepted, mean of the passes",
    hasDiagonal: true,
    series: strategies.map(({ strategy: name, drafts }) => ({
      name,
      points: drafts.byExpectation
        .filter(({ numPasses, expected }) => numPasses >= leastPasses && expected > 0)
        .map(({ numPasses, expected, achieved }) => ({
          x: expected / numPasses,
          y: achieved / numPasses,
        })),
    })),
  });
}
