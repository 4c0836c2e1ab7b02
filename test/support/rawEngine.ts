import type { EngineProcess } from "../../src/extension/engineProcess";
import { engineRpc } from "../../src/extension/engineRpc";
import { forkEngine } from "../../src/extension/forkEngine";
import type { EngineEvents, EngineRequests } from "../../src/protocol/engineApi";
import type { RpcClient } from "../../src/protocol/rpcClient";
import { RecordingLogger } from "./recordingLogger";

/** An engine process spoken to without the client that shields the editor from it: what it answers is what the test sees. */
export function rawEngine(enginePath: string): {
  readonly process: EngineProcess;
  readonly rpc: RpcClient<EngineRequests, EngineEvents>;
} {
  const process = forkEngine({ enginePath }, new RecordingLogger());
  const log = new RecordingLogger();
  const rpc = engineRpc(process.channel, log, {
    opening: () => undefined,
    resting: () => undefined,
    started: () => undefined,
  });
  return { process, rpc };
}
