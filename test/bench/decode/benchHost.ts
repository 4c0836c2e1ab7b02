import os from "node:os";
import path from "node:path";
import { cacheFolder } from "../../../src/cli/cacheFolder";
import type { CliHost } from "../../../src/cli/cliHost";
import { silentProgress } from "../../../src/cli/terminal/progress";

const root = path.join(import.meta.dirname, "../../..");

/** What the command line's way to open models needs around it. */
export function benchHost(cancellation: { readonly isCancelled: boolean }): CliHost {
  const { env, platform } = process;
  const machine = { env, platform, homeFolder: os.homedir() };
  return {
    cwd: process.cwd(),
    machine,
    modelsFolder: path.join(root, "models"),
    sourcesFolder: path.join(root, "src"),
    cacheFolder: cacheFolder(machine),
    locateGrammar: (file) => path.join(root, "dist/grammars", file),
    isDebugging: false,
    clock: performance,
    cancellation,
    readInput: () => Promise.resolve(""),
    print: (output) => {
      process.stdout.write(output);
    },
    note: (output) => {
      process.stderr.write(output);
    },
    startProgress: () => silentProgress,
  };
}
