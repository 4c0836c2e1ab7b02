import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleSnapshot } from "../support/panelSample";
import { contrast } from "./support/contrast";
import { PanelBrowser } from "./support/panelPage";
import { allOpen } from "./support/panelStories";
import { themes } from "./support/themes";

/** A mark, the property that has its colour, and the least contrast with the ground of the panel or of code. */
const marks = [
  [".summary b", "color", 4.5, "ground"],
  [".small.muted", "color", 4.5, "ground"],
  [".fill-draft", "fill", 4, "ground"],
  [".fill-plain", "fill", 3, "ground"],
  [".fill-unsure", "fill", 3, "ground"],
  [".stroke-plain", "stroke", 3, "ground"],
  [".stroke-grid", "stroke", 1.15, "ground"],
  [".strip .token", "color", 4.5, "code"],
  [".link", "color", 4.5, "ground"],
] as const;

describe.each(Object.entries(themes))("in the theme %s", (_, theme) => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());

  it("every mark stands out from its ground", async () => {
    const panel = await browser.open({ theme, state: allOpen, messages: [sampleSnapshot] });
    for (const [selector, property, least, on] of marks) {
      const [colour, ground] = await panel.page.evaluate(
        ([selector, property, on]) => {
          const style = (name: string): CSSStyleDeclaration =>
            getComputedStyle(document.querySelector(name) ?? document.body);
          const ground = style(on === "code" ? ".strip" : ".foretype").backgroundColor;
          return [style(selector).getPropertyValue(property), ground] as const;
        },
        [selector, property, on] as const,
      );
      const found = contrast(colour, ground);
      expect(found, `${selector} is ${colour} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
    await panel.page.close();
  });

  it("takes its colours without a message, when the theme changes", async () => {
    const other = theme === themes.dark ? themes.light : themes.dark;
    const panel = await browser.open({ theme: other, state: allOpen, messages: [sampleSnapshot] });
    const fill = (): Promise<string> =>
      panel.page
        .locator(".fill-draft")
        .first()
        .evaluate((mark) => getComputedStyle(mark).fill);
    const before = await fill();
    await panel.setTheme(theme);
    expect(await fill()).not.toBe(before);
    await panel.page.close();
  });
});
