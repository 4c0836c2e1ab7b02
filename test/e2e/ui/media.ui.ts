import { ok } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import type { Page } from "playwright-core";
import { animatedPng, type AnimationFrame } from "../harness/animatedPng";
import { keepPicture } from "../harness/keepPicture";
import { openPanel, panelFrame, widenSideBar } from "../harness/panelFrame";
import { root } from "../harness/paths";
import { beginning, typed } from "../harness/texts";
import { useSuggestions } from "../harness/useSuggestions";
import { useWorkbench } from "../harness/useWorkbench";
import { ghostSelector } from "../harness/workbench";

/** The largest animation that a page should have to load. */
const mostBytes = 1_500_000;

/** What the animation begins with, short enough to be seen as a whole. */
const opening = `interface Line {
  readonly article: string;
  readonly quantity: number;
}

function numArticles(lines: readonly Line[]): number {
  let total = 0;
  for (const line of lines) {
    `;

/** What is seen of the workbench in the animation: the lines of the file. */
const stage = { x: 60, y: 90, width: 520, height: 262 };

/** Waits for a suggestion, be it of lines below the cursor's alone. */
async function isShown(page: Page): Promise<boolean> {
  const below = page.locator(".editor-instance .suggest-preview-text .view-line");
  const here = page.locator(`.editor-instance ${ghostSelector}`);
  const shown = below.or(here).first().waitFor({ timeout: 8_000 });
  const isThere = await shown.then(() => true).catch(() => false);
  await page.waitForTimeout(600);
  return isThere;
}

// The other pictures are made by the tests of what they show. These show nothing that is not tested elsewhere.
if (process.env["UPDATE_SCREENSHOTS"] === "1") {
  suite("the README's own pictures", () => {
    const used = useWorkbench({
      settings: { "editor.autoClosingBrackets": "never", "editor.cursorBlinking": "solid" },
    });

    suiteSetup(() => used().workbench.warmUp());

    test("show typing, a suggestion and Tab in motion", async () => {
      const { workbench } = used();
      const { page } = workbench;
      await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
      await workbench.openFile("src/lines.ts", opening);
      const frames: AnimationFrame[] = [];
      const show = async (ms: number): Promise<void> => {
        frames.push({ png: await page.screenshot({ clip: stage }), ms });
      };
      await show(900);
      // What follows a suggestion that was taken comes without a key, if anything does.
      for (const words of [typed, "", "\n\nfunction isEmpty("]) {
        for (const [index, key] of Array.from(words).entries()) {
          await page.keyboard.press(key === "\n" ? "Enter" : key === " " ? "Space" : key);
          await page.waitForTimeout(60);
          // Two keys a frame: each costs as much as a picture.
          if (index % 2 === 0) await show(220);
        }
        if (!(await isShown(page))) continue;
        await show(1_000);
        await page.keyboard.press("Tab");
        await page.waitForTimeout(60);
        await show(700);
      }
      await show(1_500);
      const animation = animatedPng(frames);
      writeFileSync(path.join(root, "media/screenshots/typing.png"), animation);
      ok(animation.length < mostBytes, `the animation has ${animation.length} bytes`);
    });

    test("show the menu of the status bar", async () => {
      const { workbench } = used();
      const { page } = workbench;
      await workbench.openFile("src/menu.ts", beginning);
      await workbench.type(typed);
      await workbench.waitForGhost();
      await workbench.status.click();
      await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
      await keepPicture(page, "menu", { x: 170, y: 0, width: 620, height: 320 });
      await page.keyboard.press("Escape");
    });

    test("show the panel beside the code", async function () {
      this.timeout(240_000);
      const { workbench } = used();
      const { page } = workbench;
      await useSuggestions(workbench);
      await page.setViewportSize({ width: 1_200, height: 800 });
      await openPanel(workbench);
      await widenSideBar(page, 480);
      await workbench.openFile("src/beside.ts", beginning);
      await workbench.type(typed);
      await workbench.waitForGhost();
      await panelFrame(page).locator("#section-last svg").first().waitFor();
      await keepPicture(page, "panel", { x: 0, y: 0, width: 1_200, height: 800 });
    });
  });
}
