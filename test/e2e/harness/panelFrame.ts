import type { FrameLocator, Page } from "playwright-core";
import type { Workbench } from "./workbench";

/** Foretype's panel in a workbench: the page inside the two frames that the editor puts around it. */
export function panelFrame(page: Page): FrameLocator {
  return page.frameLocator(".webview.ready").frameLocator("#active-frame");
}

/** Opens the panel and waits until it shows its state. */
export async function openPanel(workbench: Workbench): Promise<FrameLocator> {
  await workbench.runCommand("Foretype: Open Panel");
  const frame = panelFrame(workbench.page);
  await frame.locator(".section-speed").waitFor();
  return frame;
}

/** Drags the side bar's edge until the panel is about so many pixels wide. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator(".part.sidebar").boundingBox();
  if (box === null) throw new Error("There is no side bar.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + width, y, { steps: 4 });
  await page.mouse.up();
  // The edge is coloured while it is pointed at.
  await page.mouse.move(box.x + width + 200, y);
}
