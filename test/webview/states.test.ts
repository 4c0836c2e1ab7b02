import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { State, ToView } from "../../src/protocol/panelMessages";
import {
  sampleLast,
  sampleMeasure,
  sampleSnapshot,
  sampleState,
  sampleWhy,
} from "../support/panelSample";
import { labelFaults } from "./support/labelFaults";
import { PanelBrowser } from "./support/panelPage";
import { allOpen, measuring, nothingYet, snapshotIn } from "./support/panelStories";

const since = new Date(2026, 2, 17, 10, 42).getTime();

describe("the whole panel", () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());

  it.each<[string, ToView, readonly string[]]>([
    ["ready", sampleSnapshot, ["Ready", "Auto, ft-small int8, CPU, 4 threads", "2.3×"]],
    [
      "ready in a restricted workspace",
      snapshotIn({ kind: "ready", isRestricted: true }),
      ["restricted workspace"],
    ],
    [
      "with nothing yet",
      nothingYet,
      ["Fills after the first suggestion. Type, or press Alt+\\.", "Needs 20 passes."],
    ],
    [
      "without a model",
      snapshotIn({ kind: "noModel" }),
      ["No model yet", "Foretype needs a model to run.", "Download model (96 MB)", "needs a model"],
    ],
    [
      "loading",
      snapshotIn({ kind: "loading", progress: { done: 62e6, total: 96e6, in: "bytes" } }),
      ["Loading model", "62 of 96 MB read"],
    ],
    [
      "with an engine that stopped",
      snapshotIn({ kind: "stopped", since, detail: "Not enough memory to load the model." }),
      [
        "Engine stopped",
        "Editing is not affected.",
        "Start again",
        "Figures below are from before it stopped, at 10:42.",
        "2.3×",
      ],
    ],
    [
      "paused",
      snapshotIn({ kind: "paused", detail: "on battery, below 20%" }),
      ["Paused", "on battery, below 20%", "Resume", "2.3×"],
    ],
    [
      "off here",
      snapshotIn({ kind: "off", detail: "for Markdown" }),
      ["Off here", "for Markdown", "2.3×"],
    ],
    [
      "measuring",
      measuring,
      [
        "suggestions are off until it ends",
        "9 of 24 places",
        "Recycling only, place 9 of 24, about 25 s left.",
        "Cancel",
      ],
    ],
    [
      "where it cannot run",
      snapshotIn({ kind: "unsupported" }),
      ["Foretype cannot run on this machine."],
    ],
    [
      "of another version",
      { ...sampleSnapshot, v: 2 } as unknown as ToView,
      ["The panel and the engine are of different versions. Reload the window."],
    ],
  ])("%s", async (_, message, texts) => {
    const panel = await browser.open({ state: allOpen, messages: [message] });
    const shown = (await panel.page.locator(".foretype").innerText()).replaceAll("\u00a0", " ");
    for (const text of texts) expect(shown).toContain(text);
    expect(shown).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(await panel.page.evaluate(labelFaults)).toEqual([]);
    expect(await panel.violations()).toEqual([]);
    await panel.page.close();
  });

  it("has one section only while there is no model", async () => {
    const panel = await browser.open({
      state: allOpen,
      messages: [snapshotIn({ kind: "noModel" })],
    });
    expect(await panel.page.locator(".section:visible").count()).toBe(1);
    await panel.send(sampleSnapshot);
    expect(await panel.page.locator(".section[data-open=true]:visible").count()).toBe(10);
    await panel.page.close();
  });

  it("offers what there is to do", async () => {
    const state: State = { kind: "stopped" };
    const panel = await browser.open({ messages: [snapshotIn(state)] });
    await panel.page.getByText("Start again").click();
    await panel.page.getByText("Open log").click();
    await panel.page.getByText("Copy as JSON").click();
    expect((await panel.sent()).slice(1)).toEqual([
      { v: 1, type: "run", command: "foretype.restartEngine" },
      { v: 1, type: "run", command: "foretype.showLog" },
      { v: 1, type: "copy", what: "json" },
    ]);
    await panel.page.close();
  });

  it("says so while updates are paused, and lets them go on", async () => {
    const paused = snapshotIn({ kind: "ready", updatesPausedAt: since });
    const panel = await browser.open({ messages: [paused] });
    expect(await panel.page.locator(".head").innerText()).toContain("Updates paused at 10:42");
    await panel.page.getByText("Resume updates").click();
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "live", on: true });
    await panel.page.close();
  });

  it("tells a reader of another state, and of nothing else", async () => {
    const panel = await browser.open({ messages: [sampleSnapshot] });
    const region = panel.page.locator("[aria-live]");
    expect(await region.count()).toBe(1);
    await panel.send({ v: 1, seq: 2, type: "last", last: { ...sampleLast, id: "2" } });
    expect(await region.textContent()).toBe("");
    await panel.send({ v: 1, seq: 3, type: "delta", state: { ...sampleState, kind: "stopped" } });
    expect(await region.textContent()).toBe("Engine stopped");
    await panel.page.close();
  });

  it("shows readers tables first, and asks for no updates", async () => {
    const panel = await browser.open({
      bodyClass: "vscode-using-screen-reader",
      messages: [sampleSnapshot],
    });
    expect(await panel.page.locator(".section-speed table").count()).toBe(1);
    expect(await panel.sent()).toContainEqual({ v: 1, type: "live", on: false });
    await panel.page.close();
  });

  it("remembers how it was laid out, and no code", async () => {
    const panel = await browser.open({ messages: [sampleSnapshot] });
    await panel.page.getByRole("button", { name: "Cost of a pass", exact: true }).click();
    await panel.page.getByRole("button", { name: "Last suggestion: show as table" }).click();
    await panel.page.locator("select").selectOption("session");
    const states = await panel.states();
    expect(states.at(-1)).toEqual({
      open: ["speed", "last", "use", "reasons", "cost"],
      tables: ["last"],
      scope: "session",
    });
    expect(JSON.stringify(states)).not.toContain("quantity");
    const again = await browser.open({ state: states.at(-1), messages: [sampleSnapshot] });
    expect((await again.sent())[0]).toMatchObject({ type: "ready", scope: "session" });
    expect(await again.page.locator(".section-cost svg[role=img]").count()).toBe(1);
    await panel.page.close();
    await again.page.close();
  });

  it("ignores what it does not understand", async () => {
    const panel = await browser.open({ messages: [sampleSnapshot] });
    const before = await panel.page.locator(".foretype").innerText();
    await panel.send({ v: 1, seq: 2, type: "weather" });
    expect(await panel.page.locator(".foretype").innerText()).toBe(before);
    expect(await panel.violations()).toEqual([]);
    await panel.page.close();
  });

  it("tells of the end of a measurement", async () => {
    const panel = await browser.open({ state: allOpen, messages: [measuring] });
    await panel.page.getByText("Cancel").click();
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "measure", act: "cancel" });
    await panel.send({ v: 1, seq: 2, type: "measure", measure: sampleMeasure });
    expect(await panel.page.locator("[aria-live]").textContent()).toBe("Measuring has ended.");
    await panel.page.close();
  });

  it("shows what was dropped by a check only when asked", async () => {
    const steps = sampleWhy.steps.map((step) =>
      step.id === "sure" || step.id === "checked"
        ? { id: step.id, state: step.id === "sure" ? ("passed" as const) : ("stopped" as const) }
        : step,
    );
    const why = { ...sampleWhy, reason: "secret" as const, steps, dropped: "token = 'abc'" };
    const panel = await browser.open({
      messages: [sampleSnapshot, { v: 1, seq: 2, type: "why", why }],
    });
    expect(await panel.page.locator(".page").innerText()).not.toContain("abc");
    await panel.page.getByText("Show what was dropped").click();
    expect(await panel.page.locator(".page").innerText()).toContain("token = 'abc'");
    await panel.page.getByText("Earlier request").click();
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "why", request: "1410" });
    await panel.page.close();
  });
});
