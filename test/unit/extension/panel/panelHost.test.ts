import { describe, expect, it } from "vitest";
import type { Piece } from "../../../../src/extension/panel/duePieces";
import { PanelHost } from "../../../../src/extension/panel/panelHost";
import type {
  PanelActions,
  PanelSource,
  WhyAsked,
} from "../../../../src/extension/panel/panelPorts";
import type { Last, ToHost, ToView } from "../../../../src/protocol/panelMessages";
import { FakeTimers } from "../../../support/fakeTimers";
import {
  sampleLast,
  sampleMeasure,
  sampleSections,
  sampleState,
  sampleWhy,
} from "../../../support/panelSample";

const ready: ToHost = { v: 1, type: "ready", open: ["speed", "last", "measure"], scope: "today" };

/** A host with a page, everything that the page was sent and all that was asked for. */
function panelWith({ last = sampleLast }: { readonly last?: Last } = {}): {
  readonly host: PanelHost;
  readonly page: { isVisible: boolean; post: (message: ToView) => void };
  readonly timers: FakeTimers;
  readonly posted: ToView[];
  readonly asked: unknown[];
} {
  const timers = new FakeTimers();
  const posted: ToView[] = [];
  const asked: unknown[] = [];
  const source: PanelSource = {
    state: () => sampleState,
    sections: () => sampleSections,
    last: () => last,
    measure: () => sampleMeasure,
    why: (which: WhyAsked) => {
      asked.push(which);
      return sampleWhy;
    },
  };
  const actions: PanelActions = {
    run: (command) => asked.push(command),
    measure: (act) => asked.push(act),
    copy: (what, scope) => asked.push([what, scope]),
  };
  const host = new PanelHost({
    source,
    actions,
    timers,
    date: () => 1_000_000,
    log: { warn: (message) => asked.push(message) },
  });
  const page = { isVisible: true, post: (message: ToView) => void posted.push(message) };
  host.attach(page);
  return { host, page, timers, posted, asked };
}

describe("PanelHost", () => {
  it("sends nothing before the page is ready, and then all there is", () => {
    const { host, posted, timers } = panelWith();
    host.changed("speed", "last");
    timers.advance(10_000);
    expect(posted).toEqual([]);
    host.receive(ready);
    expect(posted).toEqual([
      {
        v: 1,
        seq: 1,
        type: "snapshot",
        state: sampleState,
        scope: "today",
        sections: sampleSections,
        last: sampleLast,
        measure: sampleMeasure,
      },
    ]);
  });

  it("sends four messages a second at most, however much changes", () => {
    const { host, posted, timers } = panelWith();
    host.receive(ready);
    const times: number[] = [];
    let seen = posted.length;
    for (let ms = 0; ms < 5000; ms += 10) {
      host.changed("state", "speed", "acceptance", "use", "last", "measure");
      timers.advance(10);
      if (posted.length > seen) times.push(timers.now());
      seen = posted.length;
    }
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
    expect(times.length).toBeGreaterThan(15);
    expect(new Set(posted.map(({ type }) => type))).toEqual(
      new Set(["snapshot", "delta", "last", "measure"]),
    );
  });

  it("sends an open section within a second and a closed one within ten", () => {
    const { host, posted, timers } = panelWith();
    host.receive(ready);
    host.changed("speed", "latency");
    timers.advance(1000);
    expect(posted.at(-1)).toMatchObject({
      type: "delta",
      sections: { speed: sampleSections.speed },
    });
    expect(posted.at(-1)).not.toHaveProperty("sections.latency");
    timers.advance(9000);
    expect(posted.at(-1)).toMatchObject({ sections: { latency: sampleSections.latency } });
  });

  it("sends a section that is opened", () => {
    const { host, posted, timers } = panelWith();
    host.receive(ready);
    timers.advance(1000);
    host.receive({ v: 1, type: "open", open: ["speed", "last", "drafters"] });
    timers.advance(1000);
    const { drafters, acceptance } = sampleSections;
    expect(posted.at(-1)).toMatchObject({ type: "delta", sections: { drafters, acceptance } });
  });

  it("sends nothing to a hidden page, and all there is when it is shown", () => {
    const { host, page, posted, timers } = panelWith();
    host.receive(ready);
    page.isVisible = false;
    host.visibilityChanged();
    host.changed("speed", "state", "last");
    timers.advance(60_000);
    expect(posted).toHaveLength(1);
    expect(timers.numPending).toBe(0);
    page.isVisible = true;
    host.visibilityChanged();
    expect(posted.map(({ type }) => type)).toEqual(["snapshot", "snapshot"]);
  });

  it("keeps no clock running while nothing changes", () => {
    const { host, timers } = panelWith();
    host.receive(ready);
    timers.advance(20_000);
    expect(timers.numPending).toBe(0);
  });

  it("sends only the state while updates are paused, and all there is afterwards", () => {
    const { host, posted, timers } = panelWith();
    host.receive(ready);
    host.receive({ v: 1, type: "live", on: false });
    host.changed("speed", "last", "measure");
    timers.advance(60_000);
    expect(posted.slice(1)).toEqual([
      { v: 1, seq: 2, type: "delta", state: { ...sampleState, updatesPausedAt: 1_000_000 } },
    ]);
    host.toggleLive();
    expect(posted.at(-1)).toMatchObject({ type: "snapshot", state: sampleState });
  });

  it("sends a long suggestion apart from the snapshot", () => {
    const long = { ...sampleLast, lead: "x".repeat(40_000) };
    const { host, posted } = panelWith({ last: long });
    host.receive(ready);
    expect(posted.map(({ type }) => type)).toEqual(["snapshot", "last"]);
    expect(JSON.stringify(posted[0]).length).toBeLessThan(32_768);
  });

  it("counts messages from each snapshot on", () => {
    const { host, posted, timers } = panelWith();
    host.receive(ready);
    host.changed("state");
    timers.advance(300);
    host.setScope("session");
    expect(posted.map(({ seq }) => seq)).toEqual([1, 2, 1]);
    expect(posted.at(-1)).toMatchObject({ scope: "session" });
  });

  it("tells why there was nothing, also to a page that is yet to come", () => {
    const { host, posted, asked } = panelWith();
    host.showWhy({ reason: "unsure" });
    expect(posted).toEqual([]);
    host.receive(ready);
    expect(posted.at(-1)).toMatchObject({ type: "why", why: sampleWhy });
    host.receive({ v: 1, type: "why", request: "1410" });
    expect(asked).toMatchObject([{ reason: "unsure" }, { request: "1410" }]);
  });

  it("has done what the page may have done, and drops the rest", () => {
    const { host, asked } = panelWith();
    host.receive({ v: 1, type: "run", command: "foretype.restartEngine" });
    host.receive({ v: 1, type: "measure", act: "cancel" });
    host.receive({ v: 1, type: "copy", what: "json" });
    host.receive({ v: 1, type: "run", command: "workbench.action.terminal.sendSequence" });
    host.receive({ v: 1, type: "nonsense" });
    host.receive(undefined);
    const [warning] = asked.splice(3);
    expect(asked).toEqual(["foretype.restartEngine", "cancel", ["json", "today"]]);
    expect(warning).toMatch(/^Panel: /);
  });

  it("sends nothing to a page that is gone", () => {
    const { host, posted, timers } = panelWith();
    const second = { isVisible: true, post: (message: ToView) => void posted.push(message) };
    const attached = host.attach(second);
    host.receive(ready);
    attached.dispose();
    const all: Piece[] = ["state", "speed"];
    host.changed(...all);
    timers.advance(10_000);
    expect(posted).toHaveLength(1);
  });
});
