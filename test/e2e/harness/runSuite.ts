import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Leg } from "./leg";
import { startSession } from "./session";

/** How long a suite may take in all. */
const suiteMs = 240_000;

/**
 * Runs a suite inside the leg's extension host and waits until the host says that it has ended. What became of the tests is in the report
 * only: a host that is killed ends with success.
 *
 * @param tests the suite's entry module
 * @param report file that the suite writes its report to
 * @param log file for the host's own words
 */
export async function runSuite(
  leg: Leg,
  work: string,
  tests: string,
  report: string,
  log: string,
): Promise<void> {
  const env = { FORETYPE_E2E_REPORT: report };
  const session = await startSession(leg, work, { tests, env });
  try {
    const page = await session.context.newPage();
    // The page calls these two: the second when `run` has settled, or when the host is gone.
    await page.exposeFunction("codeAutomationLog", (_level: string, words: readonly unknown[]) => {
      appendFileSync(log, `${words.map(String).join(" ")}\n`);
    });
    const ended = new Promise((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
    });
    await page.goto(session.url);
    await Promise.race([ended, delay(suiteMs, undefined, { ref: false })]);
  } finally {
    await session.stop();
  }
}
