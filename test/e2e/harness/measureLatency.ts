import { beginning } from "./texts";
import { ghostSelector, type Workbench } from "./workbench";

/** Milliseconds from the last key of a word to the first suggestion in the page. */
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

const numRounds = 20;

/**
 * Types a word at the end of a file, waits for a suggestion, takes the word back, and again. The page itself measures, by a listener for
 * keys and an observer of the editor, so that the way to the test's process does not count.
 */
export async function measureLatency(workbench: Workbench): Promise<Latency> {
  const { page } = workbench;
  await workbench.openFile("src/latency.ts", beginning);
  await page.evaluate((selector) => {
    const measuring: MeasuringWindow = window;
    const latenciesMs: number[] = [];
    measuring.latenciesMs = latenciesMs;
    // Functions without a name: the bundler wraps named ones in a helper that the page lacks.
    addEventListener(
      "keydown",
      (event) => {
        if (event.key === "s") measuring.keyMs = performance.now();
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
  }, ghostSelector);
  for (let round = 0; round < numRounds; round++) {
    // Another word each time, or the answer would be remembered.
    const word = `s${String.fromCharCode(97 + round)}s`;
    await workbench.type(word);
    await workbench.ghost
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
    await page.keyboard.press("Escape");
    await workbench.waitForNoGhost();
    for (let i = 0; i < word.length; i++) await page.keyboard.press("Backspace");
    await page.keyboard.press("Escape");
    await workbench.waitForNoGhost();
  }
  const values = await page.evaluate(() => (window as MeasuringWindow).latenciesMs ?? []);
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
  return { n: sorted.length, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
}
