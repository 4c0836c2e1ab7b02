import type { ErrorCode } from "../core/errors";
import type { Channel } from "../protocol/channel";

/** How a process ended, or why it could not begin. */
export interface ProcessEnd {
  readonly code: ErrorCode;
  readonly sentence: string;
}

/** One life of the engine process, as far as its client needs to know. It may be another window's too. */
export interface EngineProcess {
  /** `undefined` if it could not begin, or is not reached yet. */
  readonly pid: number | undefined;
  readonly channel: Channel;
  /** Calls `listener` once, when the process has ended, or cannot be reached any more. */
  onEnd(listener: (end: ProcessEnd) => void): void;
  /** Has no more to do with it: it ends when nobody else has. */
  leave(): void;
  /** Ends the process at once, whatever it is doing, and whoever uses it. */
  kill(): void;
}

export interface EngineProcessParams {
  /** The engine's bundle. */
  readonly enginePath: string;
  /** Node to run it with; the default is the one that runs this, as plain Node also inside Electron. */
  readonly execPath?: string;
  /** Environment of the process. Default: this one's. */
  readonly env?: NodeJS.ProcessEnv;
}
