import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits until `isTrue`, asked twenty times a second.
 *
 * @throws after `ms`, naming `what`
 */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  ms: number,
): Promise<void> {
  const deadlineMs = Date.now() + ms;
  while (!(await isTrue())) {
    if (Date.now() > deadlineMs)
      throw new Error(`After ${ms} ms it is still not true that ${what}.`);
    await delay(50);
  }
}
