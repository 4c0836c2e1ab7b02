import type { State, ToView } from "../../../src/protocol/panelMessages";
import { sectionIds } from "../../../src/protocol/panelMessages";
import { sampleMeasure, sampleSnapshot, sampleState } from "../../support/panelSample";

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
