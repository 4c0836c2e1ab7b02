import type { WarmPrompts } from "../settings";

/**
 * Whether prompts may be fed in advance.
 *
 * @param isOnBattery `undefined` while nobody knows yet
 */
export function mayWarm(wish: WarmPrompts, isOnBattery: () => boolean | undefined): boolean {
  switch (wish) {
    case "on":
      return true;
    case "off":
      return false;
    case "onPower":
      return isOnBattery() === false;
    default:
      return wish satisfies never;
  }
}
