import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Last, ToView } from "../../src/protocol/panelMessages";
import { sampleLast, sampleMeasure, sampleSnapshot, sampleWhy } from "../support/panelSample";
import { labelFaults } from "./support/labelFaults";
import { PanelBrowser, type PanelOnPage } from "./support/panelPage";
import { allOpen, allTables } from "./support/panelStories";

const hostile = [
  "<img src=x onerror=alert(1)>",
  '"]</script><script>alert(1)</script>',
  "{token}**`{p}`**",
  "\u202Egnihton\u2066",
  "\ud800",
  "\udfff half",
  "\u0000\u001b[31m\u007f",
  "x".repeat(5000),
  "",
  "\r\n\r\n\t\t",
];

const last: Last = {
  ...sampleLast,
  lead: `\t${hostile.join(" ")}`,
  endedBy: "__proto__",
  tokens: hostile.map((text, pass) => ({
    text,
    p: 0.5,
    bits: 99,
    alt: { text, p: 0.25 },
    by: "copy",
    pass,
  })),
  passes: [
    {
      ms: 1,
      root: hostile[0] ?? "",
      nodes: hostile.map((text, i) => ({
        parent: i - 1,
        text,
        expected: 0.5,
        by: "copy",
        kept: i < 4,
      })),
      wrote: { text: hostile[1] ?? "", p: 1 },
    },
  ],
};

const snapshot = {
  ...sampleSnapshot,
  last,
  measure: {
    ...sampleMeasure,
    document: hostile[0],
    rows: sampleMeasure.rows.map((row, i) => ({ ...row, title: hostile[i] ?? "" })),
  },
} as ToView;

const why: ToView = {
  v: 1,
  seq: 2,
  type: "why",
  why: {
    ...sampleWhy,
    document: hostile[0] ?? "",
    before: hostile.join(""),
    after: hostile.join(""),
    dropped: hostile.join("\n"),
    detail: hostile[1] ?? "",
  },
};

describe("text that is not ours", () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());

  /** Only what the page itself makes is there, and it has been allowed to do nothing else. */
  async function expectInert(panel: PanelOnPage): Promise<void> {
    const foreign = panel.page.locator("img, iframe, object, style, .foretype script");
    expect(await foreign.count()).toBe(0);
    expect(await panel.violations()).toEqual([]);
  }

  it.each([
    ["pictures", allOpen],
    ["tables", allTables],
  ])("is inert in %s", async (_, state) => {
    const panel = await browser.open({ state, messages: [snapshot] });
    await expectInert(panel);
    const faults = await panel.page.evaluate(labelFaults);
    expect(faults.filter((fault) => fault.includes("scrolls"))).toEqual([]);
    await panel.page.close();
  });

  it("is inert on the page on a request", async () => {
    const panel = await browser.open({ state: allOpen, messages: [snapshot, why] });
    await expectInert(panel);
    expect(await panel.page.locator("pre").textContent()).toContain("<img src=x onerror=alert(1)>");
    await panel.page.close();
  });

  it("cannot turn the text around it, and is cut", async () => {
    const panel = await browser.open({ state: allOpen, messages: [snapshot] });
    const text = await panel.page.locator(".foretype").innerText();
    expect(text).toContain("[U+202E]gnihton[U+2066]");
    expect(text).not.toMatch(/[\u202E\u2066]/);
    expect(text).not.toContain("x".repeat(1000));
    await panel.page.close();
  });

  it("is told as it is to who points at it", async () => {
    const panel = await browser.open({ state: allOpen, messages: [snapshot] });
    await panel.page.locator(".strip .token").nth(2).hover();
    expect(await panel.page.locator(".section-last .read-out").innerText()).toContain(
      "{token}**`{p}`** p 0.50, runner-up {token}**`{p}`** 0.25",
    );
    await panel.page.close();
  });
});
