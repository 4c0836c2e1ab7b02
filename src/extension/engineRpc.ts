import type { Logger } from "../core/ports";
import type { Channel } from "../protocol/channel";
import type { EngineEvents, EngineRequests } from "../protocol/engineApi";
import {
  parseLearnt,
  parseLog,
  parseOutcome,
  parseStarted,
  parseWarmth,
} from "../protocol/engineParsers";
import { parseDescription, parseOpening, parseOpenResult } from "../protocol/modelParsers";
import { parseLastPrompt } from "../protocol/promptParsers";
import { RpcClient } from "../protocol/rpcClient";
import { parseResting, parseTaken } from "../protocol/sharingParsers";

/** What is done with the engine's words but those for the log. */
export type EngineListeners = {
  readonly [Name in Exclude<keyof EngineEvents, "log">]: (payload: EngineEvents[Name]) => void;
};

/** The asking end of a conversation with the engine. What it logs goes to `log`. */
export function engineRpc(
  channel: Channel,
  log: Logger,
  listeners: EngineListeners,
): RpcClient<EngineRequests, EngineEvents> {
  return new RpcClient<EngineRequests, EngineEvents>(channel, {
    results: {
      describe: parseDescription,
      open: parseOpenResult,
      complete: parseOutcome,
      warm: parseWarmth,
      learn: parseLearnt,
      lastPrompt: parseLastPrompt,
      focus: parseTaken,
      configure: parseTaken,
    },
    events: {
      opening: { parse: parseOpening, handle: listeners.opening },
      resting: { parse: parseResting, handle: listeners.resting },
      started: { parse: parseStarted, handle: listeners.started },
      log: {
        parse: parseLog,
        handle: ({ level, message }) => {
          log[level](message);
        },
      },
    },
    onRefused: (sentence) => {
      log.warn(sentence);
    },
  });
}
