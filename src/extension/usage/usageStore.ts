import type * as vscode from "vscode";
import type { Day } from "../../core/stats/usage/usageDays";
import type { UsageJson } from "../../core/stats/usage/usageJson";

const key = "foretype.usage";

/** Where counts are kept from one start to the next, for all windows. */
export interface UsageStore {
  /** What was stored last, by any window. */
  read(): unknown;
  write(json: UsageJson | undefined): void;
}

/**
 * Keeps counts in the editor's own storage.
 *
 * @param failed told when the editor cannot store
 */
export function usageStoreIn(
  memento: Pick<vscode.Memento, "get" | "update">,
  failed: (error: unknown) => void,
): UsageStore {
  return {
    read: () => memento.get(key),
    write: (json) => {
      memento.update(key, json).then(undefined, failed);
    },
  };
}

/** The date where the user is, "2026-03-17". */
export function localDay(date: Date): Day {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
