import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ToView } from "../../src/protocol/panelMessages";
import { sampleSnapshot, sampleWhy } from "../support/panelSample";
import { PanelBrowser } from "./support/panelPage";
import { allOpen, allTables, measuring, nothingYet } from "./support/panelStories";

const why: ToView = { v: 1, seq: 2, type: "why", why: sampleWhy };

/** Runs in the page: what someone who cannot see it would miss, and what a finger would. */
function accessFaults(): string[] {
  const faults: string[] = [];
  const seen = (element: Element): boolean => element.getClientRects().length > 0;
  const say = (element: Element): string => element.outerHTML.slice(0, 80);
  const nameOf = (element: Element): string =>
    (element.getAttribute("aria-label") ?? element.textContent).trim();
  for (const picture of document.querySelectorAll("svg")) {
    const isHidden = picture.closest('[aria-hidden="true"]') !== null;
    if (!isHidden && nameOf(picture).length < 20) faults.push(`no sentence: ${say(picture)}`);
  }
  for (const control of document.querySelectorAll("button, select, [role=option], [tabindex]")) {
    if (!seen(control)) continue;
    const isSilent = control.closest('[aria-hidden="true"]') !== null;
    if (isSilent || nameOf(control) === "") faults.push(`no name: ${say(control)}`);
  }
  for (const box of document.querySelectorAll("[role=listbox]")) {
    const options = box.querySelectorAll("[role=option]");
    const stops = [...options].filter((option) => option.getAttribute("tabindex") === "0");
    if (options.length === 0 || stops.length !== 1) faults.push(`no tab stop: ${say(box)}`);
  }
  for (const button of document.querySelectorAll(
    "h2 button, .button, .step, .name, .foot .link, select",
  )) {
    const { width, height } = button.getBoundingClientRect();
    if (seen(button) && button.tagName !== "SPAN" && (width < 24 || height < 24))
      faults.push(`too small: ${say(button)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push("an id is there twice");
  for (const element of document.querySelectorAll("[aria-controls]")) {
    const target = element.getAttribute("aria-controls") ?? "";
    if (document.getElementById(target) === null) faults.push(`controls nothing: ${say(element)}`);
  }
  if (document.querySelectorAll("[role=region]").length !== 1) faults.push("not one region");
  if (document.querySelectorAll("[aria-live]").length !== 1) faults.push("not one live region");
  return faults;
}

describe("the page without eyes or a mouse", () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());

  it.each<[string, readonly ToView[], unknown]>([
    ["as pictures", [sampleSnapshot], allOpen],
    ["as tables", [sampleSnapshot], allTables],
    ["with nothing yet", [nothingYet], allOpen],
    ["while measuring", [measuring], allOpen],
    ["on a request", [sampleSnapshot, why], allOpen],
  ])("has a name for everything %s", async (_, messages, state) => {
    for (const width of [300, 900]) {
      const panel = await browser.open({ width, state, messages });
      expect(await panel.page.evaluate(accessFaults)).toEqual([]);
      await panel.page.close();
    }
  });

  it("has a heading for each section", async () => {
    const panel = await browser.open({ state: allOpen, messages: [sampleSnapshot] });
    expect(await panel.page.getByRole("heading", { level: 2 }).count()).toBe(10);
    await panel.page.close();
  });

  it("says the figures of each picture", async () => {
    const panel = await browser.open({ state: allOpen, messages: [sampleSnapshot] });
    const labels = await panel.page
      .locator("svg[role=img]")
      .evaluateAll((all) => all.map((picture) => picture.getAttribute("aria-label")));
    expect(labels.map((label) => label?.replaceAll("\u00a0", " "))).toMatchSnapshot();
    await panel.page.close();
  });
});
