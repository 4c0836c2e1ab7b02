import { accessSync, constants } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The browser of the tests: `FORETYPE_CHROMIUM`, or the first Chromium on the PATH.
 *
 * @returns {string | undefined} its absolute path
 */
export function findChromium() {
  const wanted = process.env["FORETYPE_CHROMIUM"];
  return wanted ?? names.map(findProgram).find((file) => file !== undefined);
}

/**
 * Looks a program up on the PATH.
 *
 * @param {string} name
 * @returns {string | undefined} its absolute path
 */
export function findProgram(name) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  // Windows knows programs by their endings.
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return folders
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)))
    .find(isProgram);
}

function isProgram(/** @type {string} */ file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
