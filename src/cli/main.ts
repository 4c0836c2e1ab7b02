import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { cacheFolder } from "./cacheFolder";
import { runCli } from "./runCli";
import { exitCodes } from "./exitCode";
import { silentProgress } from "./terminal/progress";
import { ProgressBar } from "./terminal/progressBar";

// The reader of a pipe may leave early ("foretype eval ... | head"): that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCodes.fine);
    throw error;
  });
}

// The first Ctrl+C lets the command print what it has, the second does not wait.
const cancellation = { isCancelled: false };
process.on("SIGINT", () => {
  if (cancellation.isCancelled) process.exit(exitCodes.interrupted);
  cancellation.isCancelled = true;
});

// The bundle is dist/cli.js, beside models.
const root = path.join(__dirname, "..");

const { env, platform } = process;
const machine = { env, platform, homeFolder: os.homedir() };

void runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  machine,
  modelsFolder: path.join(root, "models"),
  sourcesFolder: path.join(root, "src"),
  cacheFolder: cacheFolder(machine),
  locateGrammar: (file) => path.join(__dirname, "grammars", file),
  isDebugging: Boolean(env["FORETYPE_DEBUG"]),
  clock: performance,
  cancellation,
  readInput: () => text(process.stdin),
  print: (output) => {
    process.stdout.write(output);
  },
  note: (output) => {
    process.stderr.write(output);
  },
  startProgress: (title, total) =>
    process.stderr.isTTY
      ? new ProgressBar({ title, total, stream: process.stderr })
      : silentProgress,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
