import type { ModelDescription } from "../core/model/modelDescription";
import type { Clock } from "../core/ports";
import type {
  EngineEvents,
  EngineRequests,
  EngineTuning,
  ModelParams,
  OpeningProgress,
} from "../protocol/engineApi";
import { parseCompleteParams, parseLesson } from "../protocol/engineParsers";
import { parseDescribeParams, parseOpenParams } from "../protocol/modelParsers";
import { parseLastPromptParams } from "../protocol/promptParsers";
import type { Handlers } from "../protocol/rpcTypes";
import { parseFocus, parseTuning } from "../protocol/sharingParsers";
import type { Alarm } from "./alarm";
import { Feedings } from "./feedings";
import { ModelShelf } from "./modelShelf";
import type { PrepareEngine } from "./preparedEngine";
import { ServedWindow } from "./servedWindow";
import { Studying } from "./studying";
import { TurnQueue } from "./turnQueue";

export interface EngineServerParts {
  readonly prepareEngine: PrepareEngine;
  readonly describe: (model: ModelParams) => Promise<ModelDescription>;
  /** Called where the priority of this process is said, which is before the first model is opened. */
  readonly setPriority: (isLow: boolean) => void;
  readonly clock: Clock;
  readonly alarm: Alarm;
}

/** What a window is told unasked. */
export interface WindowEvents {
  readonly onOpening: (progress: OpeningProgress) => void;
  readonly onResting: (event: EngineEvents["resting"]) => void;
}

/** A window that is served. */
export interface Visit {
  /** What its RPC answers with. */
  readonly handlers: Handlers<EngineRequests>;
  /** It has gone: what it asked for is withdrawn, and what only it uses is let go. */
  leave(): void;
}

/**
 * Decides which request runs when, for all windows of a user. One at a time, because passes of a model take all cores: those of the
 * window that the user is in first, others in order; but the newest request of a document withdraws the older one, and a request that
 * is withdrawn while it waits settles at once and never runs. Prompts are fed only while nothing else waits: every request withdraws
 * what is being fed. What is to be learnt is studied in between, some milliseconds at a time.
 */
export class EngineServer {
  readonly #parts: EngineServerParts;
  readonly #queue = new TurnQueue();
  readonly #feedings = new Feedings<ServedWindow>();
  readonly #studying = new Studying(this.#queue);
  readonly #shelf: ModelShelf<ServedWindow>;
  readonly #events = new Map<ServedWindow, WindowEvents>();
  #focused: ServedWindow | undefined;

  constructor(parts: EngineServerParts) {
    this.#parts = parts;
    this.#shelf = new ModelShelf({
      ...parts,
      inTurn: (job, window) => {
        this.#feedings.withdraw();
        return this.#queue.run(job, () => window !== undefined && window === this.#focused);
      },
      onResting: (window, isResting) => {
        this.#events.get(window)?.onResting({ isResting });
      },
    });
  }

  /** Serves one more window. */
  join(events: WindowEvents): Visit {
    const window = new ServedWindow({
      queue: this.#queue,
      shelf: this.#shelf,
      feedings: this.#feedings,
      isFocused: (one) => one === this.#focused,
    });
    this.#events.set(window, events);
    return {
      handlers: this.#handlersFor(window, events),
      leave: () => {
        this.#events.delete(window);
        if (this.#focused === window) this.#focused = undefined;
        window.leave();
        this.#shelf.leave(window);
      },
    };
  }

  #handlersFor(window: ServedWindow, { onOpening }: WindowEvents): Handlers<EngineRequests> {
    return {
      describe: { parse: parseDescribeParams, handle: (model) => this.#parts.describe(model) },
      open: {
        parse: parseOpenParams,
        handle: (params, token) => this.#shelf.open(window, params, { token, onOpening }),
      },
      complete: {
        parse: parseCompleteParams,
        handle: (params, token) => window.complete(params, token),
      },
      warm: {
        parse: parseCompleteParams,
        handle: (params, token) => window.warm(params, token),
      },
      learn: {
        parse: parseLesson,
        handle: (lesson) => {
          const model = this.#shelf.modelOf(window);
          model?.learn(window, lesson);
          if (model !== undefined) this.#studying.add(model);
          return taken;
        },
      },
      lastPrompt: {
        parse: parseLastPromptParams,
        handle: ({ documentId }) =>
          Promise.resolve(this.#shelf.modelOf(window)?.engine?.lastPrompt(documentId) ?? null),
      },
      focus: {
        parse: parseFocus,
        handle: ({ isFocused }) => {
          if (isFocused) this.#focused = window;
          else if (this.#focused === window) this.#focused = undefined;
          return taken;
        },
      },
      configure: {
        parse: parseTuning,
        handle: (tuning) => {
          this.#tune(tuning);
          return taken;
        },
      },
    };
  }

  #tune(tuning: EngineTuning): void {
    this.#parts.setPriority(tuning.isLowPriority);
    this.#shelf.tune(tuning);
  }
}

const taken = Promise.resolve(null);
