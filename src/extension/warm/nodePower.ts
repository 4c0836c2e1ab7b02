import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { PowerReader } from "./readPower";

/** A system that takes longer to tell is busy enough. */
const limitMs = 10_000;

/** This machine's own. */
export const nodePower: PowerReader = {
  platform: process.platform,
  readFolder: (folder) => readdir(folder),
  readText: (file) => readFile(file, "utf8"),
  run: async (program, args) => {
    const { stdout } = await promisify(execFile)(program, [...args], {
      timeout: limitMs,
      windowsHide: true,
    });
    return stdout;
  },
};
