import path from "node:path";
import { systemCaches } from "../store/machineFolders";
import type { Machine } from "../store/modelPlaces";

/**
 * The folder of built graphs: `FORETYPE_CACHE` where it is set, or else where the system keeps caches
 * (on Linux by the XDG Base Directory Specification).
 */
export function cacheFolder(machine: Machine): string {
  const chosen = machine.env["FORETYPE_CACHE"];
  if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
  return path.join(systemCaches(machine), "foretype", "graphs");
}
