import path from "node:path";
import { targets } from "./targets.mjs";

/**
 * One step of `npm test`.
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {readonly string[]} command arguments for Node
 * @property {boolean} [isOffline] needs no network and is run without one, where the machine can do that
 * @property {number} minutes after which it has failed
 */

/** @type {(name: string, minutes?: number) => Stage} */
const tests = (name, minutes = 10) => ({
  name,
  // One file at a time: some tests measure, and the others load a model.
  command: ["node_modules/vitest/vitest.mjs", "run", "--no-file-parallelism", "--project", name],
  isOffline: true,
  minutes,
});

/** @type {(name: string, script: string, ...args: string[]) => Stage} */
const script = (name, file, ...args) => ({ name, command: [file, ...args], minutes: 10 });

const machine = `${process.platform}-${process.arch}`;

/**
 * All that `npm test` runs once packages and programs are there, the quick ones first.
 *
 * @type {readonly Stage[]}
 */
export const stages = [
  script("types", ".ci/typecheck.mjs"),
  script("lint", "node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."),
  script("format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
  script("unused code", "node_modules/knip/bin/knip.js"),
  tests("unit"),
  tests("property"),
  tests("layering"),
  tests("webview"),
  tests("golden"),
  script("build", ".ci/build.mjs"),
  tests("integration", 25),
  script("package", ".ci/package.mjs", machine in targets ? machine : "linux-x64"),
  script("VS Code hosts", path.join(".ci", "host", "installHosts.mjs")),
  {
    name: "end to end",
    command: ["node_modules/tsx/dist/cli.mjs", "test/e2e/main.ts"],
    isOffline: true,
    minutes: 60,
  },
];
