import path from "node:path";
import type { Page } from "playwright-core";
import { legName } from "./leg";
import { legOfRun } from "./legOfRun";
import { resultsFolder, root } from "./paths";

/** Part of the page, in pixels. */
export interface PictureClip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes a picture of the page. With UPDATE_SCREENSHOTS=1 it replaces the one of that name that the README shows; otherwise it is among the
 * results of the run.
 */
export async function keepPicture(page: Page, name: string, clip: PictureClip): Promise<void> {
  const folder =
    process.env["UPDATE_SCREENSHOTS"] === "1"
      ? path.join(root, "media/screenshots")
      : path.join(resultsFolder, "screenshots", legName(legOfRun()));
  await page.screenshot({ path: path.join(folder, `${name}.png`), clip });
}
