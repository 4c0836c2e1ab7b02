/**
 * Waits until `isTrue`, asked ten times a second.
 *
 * @throws after 30 seconds
 */
export async function eventually(
  what: string,
  isTrue: () => boolean | undefined | Promise<boolean | undefined>,
): Promise<void> {
  const deadlineMs = Date.now() + 30_000;
  while ((await isTrue()) !== true) {
    if (Date.now() > deadlineMs) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
