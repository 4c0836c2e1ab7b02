import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sectionIds, type ToView } from "../../src/protocol/panelMessages";
import { sampleLast, sampleSnapshot, sampleWhy } from "../support/panelSample";
import { PanelBrowser, type PanelOnPage } from "./support/panelPage";
import { allOpen } from "./support/panelStories";

const newer: ToView = {
  v: 1,
  seq: 2,
  type: "last",
  last: { ...sampleLast, id: "1399", tokens: [] },
};

describe("the keyboard", () => {
  let browser: PanelBrowser;
  let panel: PanelOnPage;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    panel = await browser.open({ width: 640, state: allOpen, messages: [sampleSnapshot] });
    return () => panel.page.close();
  });

  const press = (...keys: string[]): Promise<void> =>
    keys.reduce(
      (before, key) => before.then(() => panel.page.keyboard.press(key)),
      Promise.resolve(),
    );
  const focused = (): Promise<string> =>
    panel.page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  const readOut = (section: string): Promise<string> =>
    panel.page.locator(`.section-${section} .read-out`).innerText();

  it("reaches everything in the order of the page, with one stop for each picture", async () => {
    const stops: string[] = [];
    for (let i = 0; i < 80; i++) {
      await press("Tab");
      const name = await focused();
      if (await panel.page.evaluate(() => document.activeElement === document.body)) break;
      stops.push(name);
    }
    expect(stops.filter((name) => !name.includes("show as table")).slice(0, 12)).toEqual([
      "Speed",
      "Last suggestion",
      "order p 0.71, runner-up items 0.17, 1.3 bits. Written by the model.",
      "Accepted per pass",
      "Draft tree",
      "Previous pass",
      "Next pass",
      "price, the last token before the draft.",
      "By drafter",
      "Cost of a pass",
      "Waiting time",
      "Your use",
    ]);
    expect(stops.at(-1)).toBe("Clear");
    expect(stops.filter((name) => name.includes("show as table"))).toHaveLength(10);
  });

  it("walks the tokens, and tells of each", async () => {
    await panel.page.locator(".strip .token").first().focus();
    expect(await readOut("last")).toMatch(/^order p 0\.71/);
    await press("ArrowRight", "ArrowRight");
    expect(await focused()).toMatch(/^items p 0\.88.*Drafted by Copy\.$/);
    await press("ArrowDown");
    expect(await focused()).toMatch(/^(item|\+=|\.|total) p/);
    await press("End");
    expect(await focused()).toMatch(/^\} p 0\.99/);
    await press("Home");
    expect(await focused()).toMatch(/^order p/);
    expect(await panel.page.locator('.strip [tabindex="0"]').count()).toBe(1);
  });

  it("walks the tree, and through its passes", async () => {
    await panel.page.locator(".section-tree .node").first().focus();
    await press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    expect(await focused()).toBe("quantity, written by the model, p 0.47.");
    await press("ArrowDown");
    expect(await focused()).toBe("qty, refused, expected 21%, drafted by Recycling.");
    await press("PageUp");
    expect(await focused()).toBe("total, the last token before the draft.");
    expect(await panel.page.locator(".steps").innerText()).toContain("pass 4 of 6");
    await press("PageUp", "PageUp", "PageUp", "PageUp");
    expect(await panel.page.locator(".section-tree").innerText()).toContain(
      "No draft in this pass: nothing similar had been seen.",
    );
  });

  it("holds the suggestion that is looked at, and lets go", async () => {
    await panel.page.locator(".strip .token").first().focus();
    await press("Enter");
    await panel.send(newer);
    expect(await panel.page.locator(".section-last").innerText()).toContain(
      "Newer suggestion waiting",
    );
    expect(await panel.page.locator(".strip .token").count()).toBeGreaterThan(10);
    expect(await panel.sent()).toContainEqual({ v: 1, type: "hold", suggestion: "1398" });
    await press("Escape", "Shift+Tab");
    await panel.send(undefined);
    expect(await panel.page.locator(".strip .token").count()).toBe(0);
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "hold" });
  });

  it("keeps the focus on what is drawn again", async () => {
    await panel.page.getByText("Why not just now?").focus();
    const reasons = [{ id: "unsure", n: 3 }];
    await panel.send({ v: 1, seq: 2, type: "delta", sections: { reasons } });
    expect(await focused()).toBe("Why not just now?");
  });

  it("swaps pictures for tables and back", async () => {
    const toggle = panel.page.getByRole("button", { name: "Speed: show as table" });
    await toggle.focus();
    await press("Enter");
    expect(await toggle.getAttribute("aria-pressed")).toBe("true");
    expect(await panel.page.locator(".section-speed table").innerText()).toContain("61.5 tokens/s");
    await press("Enter");
    expect(await panel.page.locator(".section-speed svg[role=img]").count()).toBe(1);
  });

  it("closes and opens sections, and tells the extension", async () => {
    const disclosure = panel.page.getByRole("button", { name: "Speed", exact: true });
    await disclosure.focus();
    await press("Enter");
    expect(await disclosure.getAttribute("aria-expanded")).toBe("false");
    const open = sectionIds.filter((id) => id !== "speed");
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "open", open });
    expect(await panel.page.locator(".section-speed .summary").innerText()).toBe("2.3× plain");
  });

  it("goes to the page on a request and back to where it was", async () => {
    await panel.page.getByText("Why not just now?").focus();
    await press("Enter");
    expect((await panel.sent()).at(-1)).toEqual({ v: 1, type: "why" });
    await panel.send({ v: 1, seq: 2, type: "why", why: sampleWhy });
    expect(await focused()).toBe("The model was not sure enough");
    await press("Escape");
    expect(await focused()).toBe("Why not just now?");
    expect(await panel.page.locator(".strip").isVisible()).toBe(true);
  });
});
