import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { english, type Strings } from "../../src/webview/strings/english";
import { sampleSnapshot } from "../support/panelSample";
import { labelFaults } from "./support/labelFaults";
import { PanelBrowser } from "./support/panelPage";
import { allOpen, allTables, oddFigures } from "./support/panelStories";

const widths = [250, 270, 300, 340, 400, 519, 520, 640, 779, 780, 900, 1200];
const fonts = ["DejaVu Sans Condensed", "DejaVu Sans"];

/** Every word two fifths longer, as translations may be; places for values stay what they are. */
const longer = Object.fromEntries(
  Object.entries(english).map(([id, text]) => [
    id,
    text.replace(/\{\w+\}|\p{L}+/gu, (word) =>
      word.startsWith("{") ? word : word + "ö".repeat(Math.ceil(word.length * 0.4)),
    ),
  ]),
) as Strings;

describe("labels", () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());

  it.each(
    fonts.flatMap((fontFamily) => [
      ["of a good day", fontFamily, sampleSnapshot] as const,
      ["of a bad day", fontFamily, oddFigures] as const,
    ]),
  )("%s are apart and whole at every width in %s", async (_, fontFamily, message) => {
    const panel = await browser.open({ fontFamily, state: allOpen, messages: [message] });
    const faults: Record<number, string[]> = {};
    for (const width of widths) {
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.send(undefined);
      const found = await panel.page.evaluate(labelFaults);
      if (found.length > 0) faults[width] = found;
    }
    expect(faults).toEqual({});
    expect(await panel.violations()).toEqual([]);
    await panel.page.close();
  });

  it.each([300, 900])(
    "are apart in texts that are two fifths longer, at %d pixels",
    async (width) => {
      const panel = await browser.open({
        width,
        strings: longer,
        state: allOpen,
        messages: [sampleSnapshot],
      });
      const found = await panel.page.evaluate(labelFaults);
      // A heading may be cut there: its number stands in the body too.
      expect(found.filter((fault) => !fault.endsWith("is cut"))).toEqual([]);
      await panel.page.close();
    },
  );

  it.each([250, 640])("are whole in tables at %d pixels", async (width) => {
    const panel = await browser.open({ width, state: allTables, messages: [sampleSnapshot] });
    expect(await panel.page.locator("table").count()).toBe(10);
    expect(await panel.page.evaluate(labelFaults)).toEqual([]);
    await panel.page.close();
  });
});
