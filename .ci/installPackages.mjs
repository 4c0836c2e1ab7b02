import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./npm.mjs";

const root = path.resolve(import.meta.dirname, "..");

/**
 * Installs the packages of package-lock.json, unless that very file was installed from last time. No package's install script runs:
 * none is needed, and some would download what nobody asked for.
 *
 * @param {(sentence: string) => void} say told what takes long
 */
export function installPackages(say) {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  const stamp = path.join(root, "node_modules/.foretype-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing packages (about a minute).");
  runNpm(["ci", "--ignore-scripts"], root);
  writeFileSync(stamp, lock);
}
