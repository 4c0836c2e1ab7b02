/** Checks the types of every folder that has a tsconfig.json of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const projects = [...readdirSync(path.join(root, "src")).map((folder) => `src/${folder}`), "test"]
  .map((folder) => `${folder}/tsconfig.json`)
  .filter((file) => existsSync(path.join(root, file)));

let isClean = true;
for (const project of projects) {
  const args = [path.join(root, "node_modules/typescript/bin/tsc"), "-p", project];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) isClean = false;
}
process.exit(isClean ? 0 : 1);
