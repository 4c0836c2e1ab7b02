import path from "node:path";
import { messageOf } from "../core/errors";
import { nodeAlarm } from "./alarm";
import { endOnFault } from "./endOnFault";
import { EngineHost } from "./engineHost";
import { EngineServer } from "./engineServer";
import { lingerMs } from "./modelShelf";
import { openParentChannel } from "./parentChannel";
import { describeModelOf, prepareEngine } from "./prepareEngine";
import { setPriority } from "./setPriority";

/** The program was used wrongly, and the system did not let it work, as sysexits.h has them. */
const usageExitCode = 64;
const systemExitCode = 71;

/**
 * The engine process. Started with `--listen ADDRESS TOKEN_FILE` it serves all windows that connect there, and says so to its parent
 * once; otherwise it serves its parent until that one leaves.
 */
async function main(): Promise<void> {
  const parent = openParentChannel();
  if (parent === undefined) {
    process.stderr.write(
      "This program is started by the Foretype extension. On the command line, use foretype.\n",
    );
    process.exitCode = usageExitCode;
    return;
  }
  const clock = { now: () => performance.now() };
  const host = new EngineHost(
    (logger) =>
      new EngineServer({
        prepareEngine: (model, watch) =>
          prepareEngine(model, watch, { clock, logger, locateGrammar }),
        describe: (model) => describeModelOf(model, logger),
        setPriority: (isLow) => {
          setPriority(isLow, logger);
        },
        clock,
        alarm: nodeAlarm,
      }),
  );
  endOnFault(host, host.log);
  const [mode, address, tokenFile] = process.argv.slice(2);
  if (mode === "--listen" && address !== undefined && tokenFile !== undefined) {
    // Who reads what is printed is the window that started this, and may go.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
    await host.listen({ address, tokenFile, lingerMs, alarm: nodeAlarm, exit });
    parent.post("listening");
    await parent.flushed();
    process.disconnect();
  } else {
    process.on("disconnect", exit);
    host.serve(parent);
  }
}

function exit(): void {
  process.exit(0);
}

/** Beside the bundle, dist/engine.js. */
function locateGrammar(file: string): string {
  return path.join(__dirname, "grammars", file);
}

main().catch((error: unknown) => {
  process.stderr.write(`The engine cannot listen: ${messageOf(error)}\n`);
  process.exit(systemExitCode);
});
