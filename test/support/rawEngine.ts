import { forkEngine, type EngineProcess } from "../../src/extension/engineProcess";
import type { EngineEvents, EngineRequests } from "../../src/protocol/engineApi";
import {
  parseLearnt,
  parseLog,
  parseOutcome,
  parseStarted,
  parseWarmth,
} from "../../src/protocol/engineParsers";
import { parseDescription, parseOpening, parseOpenResult } from "../../src/protocol/modelParsers";
import { RpcClient } from "../../src/protocol/rpcClient";
import { RecordingLogger } from "./recordingLogger";

/** An engine process spoken to without the client that shields the editor from it: what it answers is what the test sees. */
export function rawEngine(enginePath: string): {
  readonly process: EngineProcess;
  readonly rpc: RpcClient<EngineRequests, EngineEvents>;
} {
  const process = forkEngine({ enginePath }, new RecordingLogger());
  const rpc = new RpcClient<EngineRequests, EngineEvents>(process.channel, {
    results: {
      describe: parseDescription,
      open: parseOpenResult,
      complete: parseOutcome,
      warm: parseWarmth,
      learn: parseLearnt,
    },
    events: {
      opening: { parse: parseOpening, handle: () => undefined },
      started: { parse: parseStarted, handle: () => undefined },
      log: { parse: parseLog, handle: () => undefined },
    },
    onRefused: (sentence) => {
      throw new Error(sentence);
    },
  });
  return { process, rpc };
}
