/**
 * Loaded into every Node process of a host before anything else. The hosts are installed without a compiler, so they lack the one native
 * module that writes their logs; this stands in for it, and what an extension logs is then in a file. A log is short here: it is written
 * at once, and never cut off.
 */
const childProcess = require("node:child_process");
const { appendFileSync, mkdirSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

/** The level names of the native module, in its order. */
const levels = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  #level = 0;

  /** @param {string} _kind @param {string} _name @param {string} file */
  constructor(_kind, _name, file) {
    mkdirSync(path.dirname(file), { recursive: true });
    for (const [index, level] of levels.entries()) {
      const write = (/** @type {string} */ line) => {
        if (index >= this.#level) appendFileSync(file, `${level} ${line}\n`);
      };
      Object.defineProperty(this, level, { value: write });
    }
  }

  /** @param {number} level */
  setLevel(level) {
    this.#level = level;
  }

  clearFormatters() {}
  setPattern() {}
  flush() {}
  drop() {}
}

const native = { version: 0, setLevel() {}, setFlushOn() {}, Logger };

/**
 * The way to a module's code, of which Node's types know nothing.
 *
 * @typedef {(request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown} Load
 */
const loader = /** @type {{ _load: Load }} */ (/** @type {unknown} */ (Module));
const load = loader._load;
/** @type {Load} */
const loadWithLogs = (request, parent, isMain) => {
  const isWanted = request === "bindings" && parent?.filename?.includes("spdlog") === true;
  return isWanted ? () => native : load(request, parent, isMain);
};
loader._load = loadWithLogs;

// Extension hosts are forked without the environment's options. What they fork themselves is none of ours.
const { fork } = childProcess;
childProcess.fork = (
  /** @type {string} */ file,
  /** @type {readonly string[]} */ args,
  /** @type {import("node:child_process").ForkOptions | undefined} */ options,
) => {
  const isHost = args.includes("--type=extensionHost");
  const execArgv = [...(options?.execArgv ?? []), ...(isHost ? ["--require", __filename] : [])];
  return fork(file, args, { ...options, execArgv });
};
Module.syncBuiltinESMExports();
