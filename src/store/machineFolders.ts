import path from "node:path";
import type { Machine } from "./modelPlaces";

/** The folder in which the system keeps caches: on Linux by the XDG Base Directory Specification. */
export function systemCaches({ platform, homeFolder, env }: Machine): string {
  if (platform === "win32") return localAppData({ platform, homeFolder, env });
  if (platform === "darwin") return path.join(homeFolder, "Library", "Caches");
  return absoluteOf(env["XDG_CACHE_HOME"]) ?? path.join(homeFolder, ".cache");
}

/**
 * The folder of Foretype's own downloads, shared by the editor and the command line: `FORETYPE_DOWNLOADS` where it is set, or
 * else where the system keeps the data of programs.
 */
export function downloadsFolder(machine: Machine): string {
  const chosen = absoluteOf(machine.env["FORETYPE_DOWNLOADS"]);
  return chosen ?? path.join(systemData(machine), "foretype", "models");
}

function systemData(machine: Machine): string {
  const { platform, homeFolder, env } = machine;
  if (platform === "win32") return localAppData(machine);
  if (platform === "darwin") return path.join(homeFolder, "Library", "Application Support");
  return absoluteOf(env["XDG_DATA_HOME"]) ?? path.join(homeFolder, ".local", "share");
}

function localAppData({ homeFolder, env }: Machine): string {
  return env["LOCALAPPDATA"] ?? path.join(homeFolder, "AppData", "Local");
}

/** A folder out of the environment; `undefined` for none and for a relative one, which nobody can have meant. */
export function absoluteOf(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}
