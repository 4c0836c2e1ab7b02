import { setImmediate } from "node:timers/promises";
import type { NoSuggestion } from "../../../src/core/complete/outcome";
import { ForetypeError } from "../../../src/core/errors";
import type { Cancellation, Logger } from "../../../src/core/ports";
import { chainTree } from "../../../src/core/tree/chainTree";
import { AttentiveModel } from "../../../src/engine/attentiveModel";
import { endOnFault } from "../../../src/engine/endOnFault";
import { EngineServer } from "../../../src/engine/engineServer";
import type { OpenEngine } from "../../../src/engine/openEngine";
import { openParentChannel } from "../../../src/engine/parentChannel";
import {
  protocolVersion,
  type EngineEvents,
  type EngineRequests,
  type ModelParams,
} from "../../../src/protocol/engineApi";
import { RpcServer } from "../../../src/protocol/rpcServer";
import { aSuggestion } from "../completionFixtures";
import { openedModel } from "../fakeEngineProcess";
import { BlockingModel } from "./blockingModel";

/**
 * An engine process without a model, whose behaviour is written in what it is asked: the model's name for `open`, the prefix for
 * `complete`. It shows what the client makes of a process that misbehaves.
 */
const channel = openParentChannel();
if (channel === undefined) throw new Error("must be forked");

const server = new EngineServer({
  prepareEngine: (model) => Promise.resolve({ load: () => open(model) }),
  describe: () => Promise.reject(new ForetypeError("model/missing", "Nothing is known.")),
  onOpening: (progress) => {
    rpc.emit("opening", progress);
  },
  clock: { now: () => performance.now() },
});
const rpc = new RpcServer<EngineRequests, EngineEvents>(channel, {
  handlers: server.handlers,
  onRefused: (sentence) => {
    throw new Error(sentence);
  },
});
const logger: Logger = { trace: log, debug: log, info: log, warn: log, error: log };
process.on("disconnect", () => process.exit(0));
endOnFault(channel, logger);
if (process.env["SCRIPTED_ENGINE"] !== "mute") rpc.emit("started", { protocolVersion });

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
  rpc.emit("log", { level: "debug", message });
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
