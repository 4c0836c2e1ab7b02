import { equal, match, ok } from "node:assert/strict";
import path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import type { FrameLocator, Page } from "playwright-core";
import { keepPicture } from "../harness/keepPicture";
import { legName } from "../harness/leg";
import { legOfRun } from "../harness/legOfRun";
import { openPanel, panelFrame, widenSideBar } from "../harness/panelFrame";
import { resultsFolder } from "../harness/paths";
import { beginning } from "../harness/texts";
import { useSuggestions } from "../harness/useSuggestions";
import { until } from "../harness/until";
import { useWorkbench } from "../harness/useWorkbench";

/** How long the comparison may take on a busy machine. It stops by itself after a minute. */
const measureMs = 90_000;

const size = { width: 1_400, height: 1_000 };

/** Themes in which the panel is pictured. */
const themes = [
  { name: "dark", title: "Dark Modern", kind: "vs-dark" },
  { name: "light", title: "Light Modern", kind: "vs" },
  { name: "contrast", title: "Dark High Contrast", kind: "hc-black" },
];

/** Opens every section of the panel. */
async function openSections(panel: FrameLocator): Promise<void> {
  const closed = panel.locator('.disclosure[aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Takes a picture of the side bar, to be looked at among the results. Returns its width. */
async function pictureOfPanel(page: Page, name: string): Promise<number> {
  const clip = await page.locator(".part.sidebar").boundingBox();
  if (clip === null) return 0;
  const folder = path.join(resultsFolder, "screenshots", legName(legOfRun()));
  await page.screenshot({ path: path.join(folder, `${name}.png`), clip });
  return clip.width;
}

suite("the panel", () => {
  const used = useWorkbench({
    settings: { "editor.autoClosingBrackets": "never", "foretype.shape": "line" },
  });

  suiteSetup(async function () {
    this.timeout(240_000);
    const { workbench, session } = used();
    await session.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await workbench.page.setViewportSize(size);
    await workbench.warmUp();
    await useSuggestions(workbench);
  });

  test("shows figures after ten suggestions", async () => {
    const panel = await openPanel(used().workbench);
    await panel.locator(".section-speed", { hasText: /[\d.]+ tokens\/s/ }).waitFor();
    match(await panel.locator(".section-use .summary").innerText(), /\d/);
    await openSections(panel);
    // On a quiet machine every request may have got a suggestion; then there are no reasons to count.
    await panel.locator(".section-reasons .body").waitFor();
    for (const id of ["speed", "last", "acceptance", "drafters", "cost", "latency"]) {
      const section = panel.locator(`.section-${id}`);
      await section.locator(".body", { hasText: /\d/ }).waitFor();
      ok((await section.locator(".body svg, .body .bars").count()) > 0, `${id} has no picture`);
    }
  });

  test("copies itself as JSON", async () => {
    const { page } = used().workbench;
    await panelFrame(page).locator('[data-key="copy-json"]').click();
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await until("JSON is copied", async () => (await clipboard()).startsWith("{"), 10_000);
    const { sections, usage } = JSON.parse(await clipboard()) as {
      readonly sections: { readonly speed: { readonly perRequest: readonly number[] } };
      readonly usage: { readonly days: object };
    };
    ok(sections.speed.perRequest.length >= 10);
    equal(Object.keys(usage.days).length, 1);
  });

  test("explains why there is no suggestion", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/why.ts", `${beginning}total += 1; // said`);
    await page.keyboard.press("Home");
    await workbench.type("t");
    await page.waitForTimeout(1_000);
    await workbench.runCommand("Foretype: Why No Suggestion?");
    const panel = panelFrame(page);
    await panel.locator(".page h1").waitFor();
    equal(await panel.locator(".page .steps > li, .page li").count(), 8);
    match(await panel.locator(".page").innerText(), /why\.ts/);
    await keepPicture(page, "why", { x: 0, y: 0, width: 760, height: 820 });
    await panel.locator(".page .back").click();
    await panel.locator(".section-speed").waitFor();
  });

  test("compares ways of decoding on the file, to the end", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/measured.ts", `${beginning}total += line.quantity;\n  }\n}\n`);
    const panel = panelFrame(page);
    await panel.locator('[data-key="measure"]').click();
    await panel.locator(".section-measure progress, .section-measure [role=progressbar]").waitFor();
    await panel
      .locator(".section-measure", { hasText: "Measure again" })
      .waitFor({ timeout: measureMs });
    match(await panel.locator(".section-measure").innerText(), /Plain[^]*Copy only[^]*Auto/);
  });

  test("compares until it is told to stop", async () => {
    const { workbench } = used();
    const panel = panelFrame(workbench.page);
    await workbench.openFile("src/stopped.ts", beginning.repeat(8));
    await panel.locator('[data-key="measure"]').click();
    await panel.locator('[data-key="cancel"]').click();
    await panel.locator('[data-key="cancel"]').waitFor({ state: "detached" });
    await workbench.waitUntilReady();
  });

  for (const { name, title, kind } of themes) {
    test(`can be read in the theme ${title}`, async () => {
      const { page } = used().workbench;
      await page.keyboard.press("Control+1");
      await page.locator(".editor-instance .monaco-editor.focused").waitFor();
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+T");
      await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
      await page.locator('.quick-input-widget input[type="text"]').first().fill(title);
      await page
        .locator(".quick-input-list .monaco-list-row.focused", { hasText: title })
        .waitFor();
      await page.keyboard.press("Enter");
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      await page.setViewportSize({ width: 1_400, height: 2_640 });
      await widenSideBar(page, 300);
      await page.waitForTimeout(500);
      const narrow = await pictureOfPanel(page, `panel-narrow-${name}`);
      await widenSideBar(page, 900);
      await page.waitForTimeout(500);
      const wide = await pictureOfPanel(page, `panel-wide-${name}`);
      await page.setViewportSize(size);
      ok(narrow < 400 && wide > 800, `${narrow} and ${wide} pixels`);
    });
  }
});
