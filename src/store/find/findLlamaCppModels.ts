import path from "node:path";
import { absoluteOf, systemCaches } from "../machineFolders";
import type { Machine } from "../modelPlaces";
import { findInFolder } from "./findInFolder";
import type { Findings } from "./foundModel";

/** llama.cpp's own downloads: `LLAMA_CACHE`, or else `llama.cpp` in the system's folder of caches. */
export async function findLlamaCppModels(machine: Machine, findings: Findings): Promise<void> {
  const folder =
    absoluteOf(machine.env["LLAMA_CACHE"]) ?? path.join(systemCaches(machine), "llama.cpp");
  await findInFolder(folder, { place: "llama.cpp", prefix: "", depth: 1 }, findings);
}
