import { readFile } from "node:fs/promises";
import type { Channel } from "../protocol/channel";
import type { Alarm } from "./alarm";
import { BroadcastLog } from "./broadcastLog";
import type { EngineServer } from "./engineServer";
import { IdleExit } from "./idleExit";
import { serveWindow } from "./serveWindow";
import { listenForWindows } from "./windowListener";

/** A channel whose messages leave some time after they were posted. */
interface FlushedChannel extends Channel {
  flushed(): Promise<void>;
}

/** Serves the windows that there are, and tells all of them what is logged. */
export class EngineHost {
  readonly log = new BroadcastLog();
  readonly #server: EngineServer;
  readonly #channels = new Set<FlushedChannel>();

  /** @param createServer is given the log */
  constructor(createServer: (log: BroadcastLog) => EngineServer) {
    this.#server = createServer(this.log);
  }

  /** @returns what to call when the window has gone */
  serve(channel: FlushedChannel): () => void {
    const conversation = serveWindow(channel, this.#server, this.log);
    this.#channels.add(channel);
    this.log.sinks.add(conversation);
    return () => {
      this.#channels.delete(channel);
      this.log.sinks.delete(conversation);
      conversation.end();
    };
  }

  /** Resolves when all that was said has been handed over, or cannot be any more. */
  async flushed(): Promise<void> {
    await Promise.all([...this.#channels].map((channel) => channel.flushed()));
  }

  /**
   * Serves every window that connects, until the last has left for a while.
   *
   * @throws where the address is taken or cannot be used
   */
  async listen(parts: {
    readonly address: string;
    readonly tokenFile: string;
    readonly lingerMs: number;
    readonly alarm: Alarm;
    readonly exit: () => void;
  }): Promise<void> {
    const { address, tokenFile, lingerMs, alarm } = parts;
    const listener = await listenForWindows({
      address,
      alarm,
      token: await readFile(tokenFile),
      logger: this.log,
      onWindow: ({ channel, closed }) => {
        idle.came();
        const gone = this.serve(channel);
        void closed.then(() => {
          gone();
          idle.left();
        });
      },
    });
    const idle = new IdleExit({
      lingerMs,
      alarm,
      exit: () => {
        listener.close();
        parts.exit();
      },
    });
  }
}
