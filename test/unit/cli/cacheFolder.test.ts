import path from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../src/cli/cacheFolder";

const homeFolder = path.resolve("/home/me");

describe("cacheFolder", () => {
  it.each([
    ["linux", {}, path.join(homeFolder, ".cache", "foretype", "graphs")],
    ["linux", { XDG_CACHE_HOME: path.resolve("/caches") }, path.resolve("/caches/foretype/graphs")],
    [
      "linux",
      { XDG_CACHE_HOME: "not/absolute" },
      path.join(homeFolder, ".cache", "foretype", "graphs"),
    ],
    ["darwin", {}, path.join(homeFolder, "Library", "Caches", "foretype", "graphs")],
    ["win32", { LOCALAPPDATA: path.resolve("/local") }, path.resolve("/local/foretype/graphs")],
    ["win32", {}, path.join(homeFolder, "AppData", "Local", "foretype", "graphs")],
    ["linux", { FORETYPE_CACHE: path.resolve("/mine") }, path.resolve("/mine")],
    ["linux", { FORETYPE_CACHE: "" }, path.join(homeFolder, ".cache", "foretype", "graphs")],
  ] as const)("on %s with %j", (platform, env, expected) => {
    expect(cacheFolder({ platform, homeFolder, env })).toBe(expected);
  });
});
