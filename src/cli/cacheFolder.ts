import path from "node:path";

/** What decides where caches are. */
export interface CachePlace {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder of built graphs: `FORETYPE_CACHE` where it is set, or else where the system keeps caches
 * (on Linux by the XDG Base Directory Specification).
 */
export function cacheFolder({ platform, homeFolder, env }: CachePlace): string {
  const chosen = env["FORETYPE_CACHE"];
  if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
  return path.join(systemCaches({ platform, homeFolder, env }), "foretype", "graphs");
}

function systemCaches({ platform, homeFolder, env }: CachePlace): string {
  if (platform === "win32") {
    return env["LOCALAPPDATA"] ?? path.join(homeFolder, "AppData", "Local");
  }
  if (platform === "darwin") return path.join(homeFolder, "Library", "Caches");
  const xdg = env["XDG_CACHE_HOME"];
  // The specification says to ignore a relative path.
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homeFolder, ".cache");
}
