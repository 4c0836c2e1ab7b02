import { spawnSync } from "node:child_process";

/**
 * Runs npm quietly, three times at most since a registry may fail for a moment.
 *
 * @param {readonly string[]} args
 * @param {string} cwd
 * @throws if it fails every time; npm has printed its reasons by then
 */
export function runNpm(args, cwd) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  for (let attempt = 1; attempt <= 3; attempt++) {
    const { status } = spawnSync("npm", [...args, ...quiet], {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
      // npm is a script on Windows, which only a shell can start.
      shell: process.platform === "win32",
    });
    if (status === 0) return;
  }
  throw new Error(`"npm ${args.join(" ")}" failed in ${cwd}: see npm's own messages above.`);
}
