import type { CliHost } from "../../src/cli/cliHost";
import { silentProgress } from "../../src/cli/terminal/progress";
import { neverCancelled } from "../../src/core/ports";
import { locateGrammar } from "./locateGrammar";
import { graphsFolder, modelsFolder } from "./seedModel";

/** A host whose output is kept. */
export interface FakeCliHost extends CliHost {
  /** All of standard output so far. */
  readonly out: () => string;
  /** All of standard error so far. */
  readonly err: () => string;
}

/** A host over the repository's models, with `overrides` in place of its parts. */
export function fakeCliHost(overrides: Partial<CliHost> = {}): FakeCliHost {
  let out = "";
  let err = "";
  return {
    cwd: process.cwd(),
    // Nobody's home: what lies on the machine that tests run on is no part of them.
    machine: { env: {}, homeFolder: "/nobody", platform: "darwin" },
    modelsFolder,
    sourcesFolder: "src",
    cacheFolder: graphsFolder,
    locateGrammar,
    isDebugging: false,
    clock: performance,
    cancellation: neverCancelled,
    readInput: () => Promise.resolve(""),
    print: (text) => {
      out += text;
    },
    note: (text) => {
      err += text;
    },
    startProgress: () => silentProgress,
    ...overrides,
    out: () => out,
    err: () => err,
  };
}
