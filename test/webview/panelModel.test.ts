import { describe, expect, it } from "vitest";
import { sectionIds } from "../../src/protocol/panelMessages";
import { letGo, receive, type PanelModel } from "../../src/webview/panelModel";
import { parseViewState } from "../../src/webview/viewState";
import { sampleLast, sampleSections, sampleSnapshot, sampleState } from "../support/panelSample";

const empty: PanelModel = { state: { kind: "loading" }, scope: "today", sections: {} };
const full = receive(empty, sampleSnapshot, false);
const newer = { ...sampleLast, id: "1399" };

describe("receive", () => {
  it("takes a snapshot whole", () => {
    expect(full).toMatchObject({ state: sampleState, sections: sampleSections, last: sampleLast });
  });

  it("replaces whole sections and leaves the others alone", () => {
    const reasons = [{ id: "unsure" as const, n: 1 }];
    const next = receive(full, { v: 1, seq: 2, type: "delta", sections: { reasons } }, false);
    expect(next.sections).toEqual({ ...sampleSections, reasons });
    expect(next.sections.speed).toBe(full.sections.speed);
  });

  it("lets a newer suggestion wait while the last one is looked at", () => {
    const held = receive(full, { v: 1, seq: 2, type: "last", last: newer }, true);
    expect(held).toMatchObject({ last: sampleLast, waiting: newer });
    expect(letGo(held).last).toBe(newer);
    expect(letGo(held)).not.toHaveProperty("waiting");
  });

  it("shows a newer suggestion at once otherwise", () => {
    expect(receive(full, { v: 1, seq: 2, type: "last", last: newer }, false).last).toBe(newer);
  });

  it("ignores what it does not know", () => {
    const unknown = { v: 1, seq: 2, type: "weather" } as never;
    expect(receive(full, unknown, false)).toBe(full);
  });
});

describe("parseViewState", () => {
  it.each([undefined, null, 7, { open: "all", scope: "year" }])("begins anew from %j", (value) => {
    expect(parseViewState(value, false)).toEqual({
      open: ["speed", "last", "use", "reasons"],
      tables: [],
      scope: "today",
    });
  });

  it("remembers how the page was laid out, and drops what it does not know", () => {
    const value = { open: ["cost", "gone"], tables: ["use"], scope: "session", code: "x" };
    const state = { open: ["cost"], tables: ["use"], scope: "session" };
    expect(parseViewState(value, false)).toEqual(state);
  });

  it("begins with tables for a screen reader", () => {
    expect(parseViewState(undefined, true).tables).toEqual(sectionIds);
  });
});
