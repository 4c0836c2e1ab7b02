import type { State, ToView } from "../../../src/protocol/panelMessages";
import { sectionIds } from "../../../src/protocol/panelMessages";
import {
  sampleLast,
  sampleMeasure,
  sampleSections,
  sampleSnapshot,
  sampleState,
} from "../../support/panelSample";

/** What the page remembers when all sections are open. */
export const allOpen = { open: sectionIds, tables: [], scope: "today" };

/** What it remembers when all are open as tables. */
export const allTables = { open: sectionIds, tables: sectionIds, scope: "today" };

/** The sample in another state. */
export function snapshotIn(state: State): ToView {
  return { ...sampleSnapshot, state: { ...sampleState, ...state } } as ToView;
}

/** Nothing has been counted yet. */
export const nothingYet: ToView = {
  v: 1,
  seq: 1,
  type: "snapshot",
  state: sampleState,
  scope: "today",
  sections: {},
};

/** The third of four ways is being measured. */
export const measuring: ToView = {
  ...snapshotIn({ kind: "measuring" }),
  measure: {
    ...sampleMeasure,
    state: "running",
    rows: sampleMeasure.rows.slice(0, 2),
    now: { title: "Recycling only", place: 9, share: 0.59, leftMs: 24_600 },
  },
} as ToView;

/** A bad day with figures at the ends of their axes: drafting is slower than plain, and everything is deep, flat or close together. */
export const oddFigures: ToView = {
  ...sampleSnapshot,
  sections: {
    ...sampleSections,
    speed: {
      perRequest: [9, 24.5, 26, 25, 23.9, 24.2, 118, 25.1, 24.9, 26.4, 22, 25.3],
      plain: 26.3,
      plainIs: "measured",
      slower: 10,
      waitMs: 1490,
      plainWaitMs: 1200,
      change: "qwen2.5-coder-1.5b-instruct int4",
    },
    acceptance: {
      passes: 1000,
      mean: 9.4,
      drafted: [1000, 1000, 998, 997, 990, 980, 970, 960, 950],
      accepted: [1000, 998, 990, 985, 970, 960, 950, 930, 617],
    },
    drafters: [
      { id: "smallModel", drafted: 4_010_000, accepted: 3_999_999, state: "on", names: [] },
      { id: "copy", drafted: 12, accepted: 3, state: "on", names: [] },
      { id: "recycling", drafted: 0, accepted: 0, state: "on", names: [] },
      { id: "pairs", drafted: 0, accepted: 0, state: "off", names: [] },
    ],
    cost: {
      ...sampleSections.cost,
      c: sampleSections.cost.n.map((n) => 1 + n / 400),
      expected: sampleSections.cost.n.map((n) => 1 + n / 8),
      chosen: 32,
      nowT1Ms: 61,
    },
    latency: {
      ...sampleSections.latency,
      bins: sampleSections.latency.bins.map((_, i) => (i === 0 || i === 23 ? 90 : 0)),
      p50: 61,
      p90: 66,
      p99: 2400,
      parts: sampleSections.latency.parts.map((part) => ({ ...part, ms: part.ms * 40 })),
    },
    use: { ...sampleSections.use, accepted: 3, kept: 0, keptOf: 0, days: [null, 1] },
  },
  last: {
    ...sampleLast,
    tokens: sampleLast.tokens.map((token, i) => ({
      ...token,
      text: i % 5 === 0 ? "aVeryLongIdentifierThatNoLineCanHoldWholeInANarrowPanel" : token.text,
      bitsAtLeast: true,
    })),
    passes: [
      {
        ms: 212,
        root: "aVeryLongIdentifierThatNoLineCanHold",
        nodes: Array.from({ length: 30 }, (_, i) => ({
          parent: i < 12 ? i - 1 : i % 12,
          text: `identifier${i}`,
          expected: 1 / (i + 1.5),
          by: "copy" as const,
          kept: i < 9,
        })),
        wrote: { text: "andAnotherLongIdentifier", p: 0.999 },
      },
    ],
  },
} as ToView;
