import path from "node:path";
import { chromium, type BrowserContext } from "playwright-core";
import { findChromium } from "../../../.ci/programs.mjs";

/** A browser that reaches this machine and nothing else. Its profile is below `work`. */
export async function launchBrowser(work: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("The tests need Chromium. Install it, or name it in FORETYPE_CHROMIUM.");
  }
  const context = await chromium.launchPersistentContext(path.join(work, "chromium"), {
    executablePath,
    // Small and sharp, as the README shows pictures of it.
    viewport: { width: 960, height: 560 },
    deviceScaleFactor: 2,
    colorScheme: "dark",
    args: [
      // Its sandbox does not work for root, as which containers run. It shows our own pages only.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  await context.route(
    (url) => url.hostname !== "127.0.0.1" && url.protocol.startsWith("http"),
    (route) => route.abort(),
  );
  return context;
}
