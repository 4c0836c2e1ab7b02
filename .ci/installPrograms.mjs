import { spawnSync } from "node:child_process";
import { findChromium, findProgram } from "./programs.mjs";

/**
 * What the tests of the panel and of the whole editor need beside npm packages: how to find it, and Debian's package for it.
 *
 * @type {readonly { readonly name: string, readonly isThere: () => boolean, readonly packages: readonly string[] }[]}
 */
const programs = [
  {
    name: "Chromium",
    isThere: () => findChromium() !== undefined,
    packages: ["chromium", "fonts-dejavu-core"],
  },
  { name: "ripgrep (rg)", isThere: () => findProgram("rg") !== undefined, packages: ["ripgrep"] },
  // Only to run the tests without a network, so elsewhere than on Linux nobody misses it.
  {
    name: "iproute2 (ip)",
    isThere: () => process.platform !== "linux" || findProgram("ip") !== undefined,
    packages: ["iproute2"],
  },
];

/**
 * Makes sure that the programs are there, by apt where this process may use it.
 *
 * @param {(sentence: string) => void} say told what takes long
 * @throws if one is missing and cannot be installed; the message says which and how
 */
export function installPrograms(say) {
  let missing = programs.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const packages = missing.flatMap((program) => program.packages);
  if (findProgram("apt-get") !== undefined && process.getuid?.() === 0) {
    say(`Installing ${packages.join(", ")} by apt.`);
    apt(["update"]);
    apt(["install", "--yes", "--no-install-recommends", ...packages]);
    missing = programs.filter(({ isThere }) => !isThere());
  }
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(" and ");
  throw new Error(
    `The tests need ${names}. Install it (Debian and Ubuntu: sudo apt-get install ${packages.join(" ")}) and run npm test again.`,
  );
}

function apt(/** @type {readonly string[]} */ args) {
  // Another apt may hold the lock, and a mirror may fail for a moment.
  const patient = ["-q", "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3"];
  spawnSync("apt-get", [...patient, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
