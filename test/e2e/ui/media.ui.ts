import { ok } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { animatedPng, type AnimationFrame } from "../harness/animatedPng";
import { keepPicture } from "../harness/keepPicture";
import { openPanel, panelFrame, widenSideBar } from "../harness/panelFrame";
import { root } from "../harness/paths";
import { beginning, typed } from "../harness/texts";
import { useWorkbench } from "../harness/useWorkbench";

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
const stage = { x: 60, y: 92, width: 520, height: 250 };

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
      for (const words of [typed, "\n", "\n"]) {
        for (const key of words) {
          await page.keyboard.press(key === "\n" ? "Enter" : key === " " ? "Space" : key);
          await page.waitForTimeout(60);
          await show(110);
        }
        await workbench.waitForGhost();
        await show(1_000);
        await page.keyboard.press("Tab");
        await page.waitForTimeout(60);
        await show(900);
        await workbench.dismiss();
      }
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

    test("show the panel beside the code", async () => {
      const { workbench } = used();
      const { page } = workbench;
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
