import { quantile } from "../../../src/core/stats/quantiles";
import { beginning } from "./texts";
import { ghostSelector, type Workbench } from "./workbench";

/** Milliseconds from a key to the suggestion in the page. */
export interface Latency {
  readonly n: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Where the page keeps its figures. */
interface MeasuringWindow extends Window {
  keyMs?: number;
  latenciesMs?: number[];
}

const numRounds = 24;

/** The first few wait for caches of the editor too. */
const numWarmUps = 4;

/**
 * Writes line after line with a suggestion each. The key that is measured is the only one of its line for which no suggestion is shown when it
 * goes down, so the suggestion after it is the answer to it. The page itself measures, by a listener for keys and an observer of the
 * editor: the way to the test's process does not count.
 */
export async function measureLatency(workbench: Workbench): Promise<Latency> {
  const { page } = workbench;
  await workbench.openFile("src/latency.ts", beginning);
  await page.evaluate(startMeasuring, ghostSelector);
  for (let round = 0; round < numRounds; round++) {
    // Another name each time, or the answer would be remembered.
    await workbench.type(`const size${round} `);
    await workbench.dismiss();
    await page.keyboard.press("=");
    await workbench.waitForGhost();
    await page.keyboard.press("Tab");
    // What was taken may be followed by another at once.
    await workbench.dismiss();
    await page.keyboard.press("Enter");
  }
  const all = await page.evaluate(() => (window as MeasuringWindow).latenciesMs ?? []);
  const values = all.slice(numWarmUps);
  const at = (share: number): number => quantile(values, share) ?? NaN;
  return { n: values.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** Runs in the page. */
function startMeasuring(selector: string): void {
  const measuring: MeasuringWindow = window;
  const latenciesMs: number[] = [];
  measuring.latenciesMs = latenciesMs;
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "=") measuring.keyMs = performance.now();
    },
    true,
  );
  new MutationObserver(() => {
    if (measuring.keyMs === undefined || document.querySelector(selector) === null) return;
    latenciesMs.push(performance.now() - measuring.keyMs);
    delete measuring.keyMs;
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}
