import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { root } from "./bundles.mjs";

/** Type-checks every folder that has a tsconfig.json, a few at a time. A folder's own settings say what it may touch. */
const tsc = path.join(root, "node_modules/typescript/bin/tsc");
const projects = [".ci", "src", "test"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "tsconfig.json" && !file.includes("node_modules"))
    .map((file) => path.join(folder, file)),
);

let numFailed = 0;
const waiting = [...projects];
await Promise.all(Array.from({ length: availableParallelism() }, checkNext));
console.log(`${projects.length - numFailed} of ${projects.length} projects are well typed.`);
process.exitCode = numFailed === 0 ? 0 : 1;

/** @returns {Promise<void>} */
async function checkNext() {
  const project = waiting.shift();
  if (project === undefined) return;
  const buildInfo = path.join(root, ".cache/tsc", `${project.replaceAll(/[\\/]/g, "-")}.buildinfo`);
  const options = ["--incremental", "--tsBuildInfoFile", buildInfo, "--pretty", "false"];
  const child = spawn(process.execPath, [tsc, "-p", project, ...options], {
    cwd: root,
    stdio: "inherit",
  });
  await once(child, "close");
  if (child.exitCode !== 0) numFailed++;
  return checkNext();
}
