import { ForetypeError, messageOf } from "../core/errors";
import type { Logger } from "../core/ports";
import type { Subscription } from "../protocol/channel";
import type { EngineEvents } from "../protocol/engineApi";
import { EngineConnection } from "./engineConnection";
import type { EngineLimits } from "./engineLimits";
import type { EngineProcess } from "./engineProcess";
import { isCuredByRestart } from "./engineState";
import type { EngineStates } from "./engineStates";
import { decideRestart, recordCrash, type Crash } from "./restartPolicy";
import type { StartWish } from "./share/shareEngine";
import type { Timers } from "./timers";

export interface EngineLivesParts {
  readonly startProcess: (wish: StartWish) => EngineProcess;
  readonly states: EngineStates;
  readonly timers: Timers;
  readonly limits: EngineLimits;
  readonly log: Logger;
  /** Called when a process has spoken its first word. */
  readonly onStarted: (connection: EngineConnection) => void;
  readonly onResting: (event: EngineEvents["resting"]) => void;
}

/** The lives of the engine process, one after the other: what ends unasked is started again, as the restart policy has it. */
export class EngineLives {
  readonly #parts: EngineLivesParts;
  #connection: EngineConnection | undefined;
  #pendingStart: Subscription | undefined;
  #crashes: readonly Crash[] = [];

  constructor(parts: EngineLivesParts) {
    this.#parts = parts;
  }

  /** The one with the process of the present life. */
  get connection(): EngineConnection | undefined {
    return this.#connection;
  }

  /** Ends the process if there is one, for other windows too, and starts a new one with a clean record of crashes. */
  restart(): void {
    this.leave({ isForAll: true });
    this.#crashes = [];
    this.#launch();
  }

  /** Leaves the process, and starts none. */
  leave(how: { readonly isForAll?: boolean } = {}): void {
    this.#pendingStart?.dispose();
    this.#pendingStart = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.end(how);
  }

  /** A connection is of no use any more. Decides what follows. */
  ended(connection: EngineConnection, error: ForetypeError): void {
    if (connection !== this.#connection) return;
    const wasReady = this.#parts.states.current.kind === "ready";
    this.leave();
    this.#recover(error, wasReady);
  }

  #launch(): void {
    const { states, timers, limits, log, startProcess, onStarted, onResting } = this.#parts;
    let process: EngineProcess;
    try {
      // A process that ended before the model was there may have ended because of that model: others are not to suffer from it.
      process = startProcess({ isAlone: this.#crashes.at(-1)?.wasReady === false });
    } catch (cause) {
      const sentence = `The engine cannot be started: ${messageOf(cause)}.`;
      this.#recover(new ForetypeError("engine/crashed", sentence, { cause }), false);
      return;
    }
    const connection = new EngineConnection({
      ...{ process, timers, limits, log },
      onEnd: (error) => {
        this.ended(connection, error);
      },
      onResting: (event) => {
        if (connection === this.#connection) onResting(event);
      },
    });
    this.#connection = connection;
    states.enter({ kind: "starting" });
    connection.started.then(
      () => {
        onStarted(connection);
      },
      // The connection's end is told to `onEnd` as well.
      () => undefined,
    );
  }

  #recover({ code, message }: ForetypeError, wasReady: boolean): void {
    const { states, timers } = this.#parts;
    if (!isCuredByRestart(code)) {
      states.enter({ kind: "failed", code, sentence: message });
      return;
    }
    this.#crashes = recordCrash(this.#crashes, { atMs: timers.now(), wasReady });
    const decision = decideRestart(this.#crashes);
    if (decision.kind === "giveUp") {
      states.enter({ kind: "failed", code, sentence: `${message} ${givenUp}` });
      return;
    }
    const { delayMs } = decision;
    this.#pendingStart = timers.after(delayMs, () => {
      this.#pendingStart = undefined;
      this.#launch();
    });
    states.enter({ kind: "restarting", delayMs, sentence: message });
  }
}

const givenUp =
  "It was started three times in vain. The log may say why; Foretype: Restart Engine tries again.";
