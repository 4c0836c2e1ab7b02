import type { NoSuggestion } from "../../../src/core/complete/outcome";
import { ForetypeError } from "../../../src/core/errors";
import { EngineServer, type OpenEngine } from "../../../src/engine/engineServer";
import { openParentChannel } from "../../../src/engine/parentChannel";
import {
  protocolVersion,
  type EngineEvents,
  type EngineRequests,
  type ModelParams,
} from "../../../src/protocol/engineApi";
import { RpcServer } from "../../../src/protocol/rpcServer";
import { aSuggestion } from "../completionFixtures";

/**
 * An engine process without a model, whose behaviour is written in what it is asked: the model's id for `open`, the prefix for
 * `complete`. It shows what the client makes of a process that misbehaves.
 */
const channel = openParentChannel();
if (channel === undefined) throw new Error("must be forked");

const server = new EngineServer({ openEngine: open, clock: { now: () => performance.now() } });
const rpc = new RpcServer<EngineRequests, EngineEvents>(channel, {
  handlers: server.handlers,
  onRefused: (sentence) => {
    throw new Error(sentence);
  },
});
process.on("disconnect", () => process.exit(0));
if (process.env["SCRIPTED_ENGINE"] !== "mute") rpc.emit("started", { protocolVersion });

function open({ modelId, precision }: ModelParams): Promise<OpenEngine> {
  if (modelId === "missing") throw new ForetypeError("model/missing", "There is no such model.");
  if (modelId === "crash") die();
  return Promise.resolve({
    facts: { modelId, precision, threads: 1, numParameters: 0 },
    complete: async ({ prefix }, _, cancellation) => {
      if (prefix === "crash") die();
      if (prefix === "exit") process.exit(7);
      if (prefix === "block") block();
      if (prefix === "print") {
        process.stdout.write("to stdout\n");
        process.stderr.write("to stderr\n");
      }
      while (prefix === "wait" && !cancellation.isCancelled) await turn();
      return cancellation.isCancelled ? cancelled : aSuggestion(`${prefix}!`);
    },
    close: () => Promise.resolve(),
  });
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
