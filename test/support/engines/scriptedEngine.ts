import { setImmediate } from "node:timers/promises";
import type { NoSuggestion } from "../../../src/core/complete/outcome";
import { ForetypeError } from "../../../src/core/errors";
import type { Cancellation } from "../../../src/core/ports";
import { chainTree } from "../../../src/core/tree/chainTree";
import { nodeAlarm } from "../../../src/engine/alarm";
import { AttentiveModel } from "../../../src/engine/attentiveModel";
import { endOnFault } from "../../../src/engine/endOnFault";
import { EngineHost } from "../../../src/engine/engineHost";
import { EngineServer } from "../../../src/engine/engineServer";
import type { OpenEngine } from "../../../src/engine/openEngine";
import { openParentChannel } from "../../../src/engine/parentChannel";
import type { ModelParams } from "../../../src/protocol/engineApi";
import { aSuggestion } from "../completionFixtures";
import { openedModel } from "../fakeEngineProcess";
import { BlockingModel } from "./blockingModel";

/**
 * An engine process without a model, whose behaviour is written in what it is asked: the model's name for `open`, the prefix for
 * `complete`. It shows what the client makes of a process that misbehaves.
 */
const parent = openParentChannel();
if (parent === undefined) throw new Error("must be forked");

const host = new EngineHost(
  () =>
    new EngineServer({
      prepareEngine: (model) => Promise.resolve({ load: () => open(model) }),
      describe: () => Promise.reject(new ForetypeError("model/missing", "Nothing is known.")),
      setPriority: () => undefined,
      clock: { now: () => performance.now() },
      alarm: nodeAlarm,
    }),
);
endOnFault(host, host.log);
const [, address, tokenFile] = process.argv.slice(2);
if (address !== undefined && tokenFile !== undefined) {
  // Ends soon after the last window has left, so that tests need not wait.
  const lingerMs = Number(process.env["SCRIPTED_LINGER_MS"] ?? 300);
  void host.listen({ address, tokenFile, lingerMs, alarm: nodeAlarm, exit }).then(async () => {
    parent.post("listening");
    await parent.flushed();
    process.disconnect();
  });
} else {
  process.on("disconnect", exit);
  if (process.env["SCRIPTED_ENGINE"] !== "mute") host.serve(parent);
}

function exit(): void {
  process.exit(0);
}

function open({ model, precision }: ModelParams): Promise<OpenEngine> {
  if (model === "missing") throw new ForetypeError("model/missing", "There is no such model.");
  if (model === "crash") die();
  return Promise.resolve({
    facts: openedModel({ modelId: model, precision }),
    warm: () => Promise.resolve({ numTokens: 0, isComplete: true }),
    complete: async ({ prefix }, _, cancellation) => {
      if (prefix === "crash") die();
      if (prefix === "exit") process.exit(7);
      if (prefix === "block") block();
      if (prefix === "throw") {
        process.nextTick(() => {
          throw new Error("a defect");
        });
        await new Promise(() => undefined);
      }
      if (prefix === "passes") return runPasses(cancellation);
      if (prefix === "print") {
        process.stdout.write("to stdout\n");
        process.stderr.write("to stderr\n");
      }
      while (prefix === "wait" && !cancellation.isCancelled) await turn();
      return cancellation.isCancelled ? cancelled : aSuggestion(`${prefix}!`);
    },
    learn: ({ kind }) => {
      log(`learn ${kind}`);
    },
    study: () => false,
    keepDocuments: () => undefined,
    lastPrompt: () => undefined,
    close: () => Promise.resolve(),
  });
}

/** Forward passes until the request is withdrawn; the outcome says how many, and the log when each begins. */
async function runPasses(cancellation: Cancellation): Promise<NoSuggestion> {
  const model = new AttentiveModel(new BlockingModel(100), () => setImmediate());
  let numPasses = 0;
  while (!cancellation.isCancelled) {
    numPasses++;
    log(`pass ${String(numPasses)}`);
    await model.forward(chainTree(new Int32Array(1)), new Int32Array(0));
  }
  return { ...cancelled, detail: String(numPasses) };
}

function log(message: string): void {
  host.log.debug(message);
}

const cancelled: NoSuggestion = { kind: "none", reason: "cancelled" };

function die(): never {
  process.kill(process.pid, "SIGKILL");
  return block();
}

/** Neither computes nor listens. */
function block(): never {
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
}
