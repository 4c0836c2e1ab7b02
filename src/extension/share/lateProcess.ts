import { messageOf } from "../../core/errors";
import type { Channel, Subscription } from "../../protocol/channel";
import type { EngineProcess, ProcessEnd } from "../engineProcess";

/** A process that is still to be reached. Nothing may be posted to it before its first word. */
export class LateProcess implements EngineProcess {
  readonly channel: Channel;
  readonly #listeners = new Set<(message: unknown) => void>();
  #process: EngineProcess | undefined;
  #onEnd: (end: ProcessEnd) => void = () => undefined;
  #isLeft = false;

  constructor(process: Promise<EngineProcess>) {
    process.then(
      (reached) => {
        this.#arrive(reached);
      },
      (error: unknown) => {
        const sentence = `The engine cannot be started: ${messageOf(error)}.`;
        if (!this.#isLeft) this.#onEnd({ code: "engine/crashed", sentence });
      },
    );
    this.channel = {
      post: (message) => {
        if (this.#process === undefined) throw new Error("the engine is not reached yet");
        this.#process.channel.post(message);
      },
      onMessage: (listener): Subscription => {
        this.#listeners.add(listener);
        return {
          dispose: () => {
            this.#listeners.delete(listener);
          },
        };
      },
    };
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  onEnd(listener: (end: ProcessEnd) => void): void {
    this.#onEnd = listener;
  }

  leave(): void {
    this.#isLeft = true;
    this.#process?.leave();
  }

  kill(): void {
    this.#isLeft = true;
    this.#process?.kill();
  }

  #arrive(process: EngineProcess): void {
    if (this.#isLeft) {
      process.leave();
      return;
    }
    this.#process = process;
    process.onEnd((end) => {
      this.#onEnd(end);
    });
    process.channel.onMessage((message) => {
      for (const listener of [...this.#listeners]) listener(message);
    });
  }
}
