import { ForetypeError, messageOf } from "../core/errors";
import type { ModelParams, OpeningProgress, OpenResult } from "../protocol/engineApi";
import type { EngineConnection, OpenWatch } from "./engineConnection";
import type { EngineState } from "./engineState";
import type { EngineStates } from "./engineStates";

/** Which model is wanted, and what comes of opening it in the process of the present life. */
export class ModelChoice {
  readonly #states: EngineStates;
  readonly #parts: {
    readonly present: () => EngineConnection | undefined;
    readonly onHopeless: (connection: EngineConnection, error: ForetypeError) => void;
  };
  /** What a new process opens: what was wanted last, or what is open where that was refused. */
  #model: ModelParams;
  /** The model that was asked for last. */
  #newest: ModelParams;
  /** Who waits for the first model of the next process. */
  #firstWatch: OpenWatch = {};

  /**
   * @param parts.present the connection to the process of the present life
   * @param parts.onHopeless called where no model can be opened
   */
  constructor(
    model: ModelParams,
    states: EngineStates,
    parts: {
      readonly present: () => EngineConnection | undefined;
      readonly onHopeless: (connection: EngineConnection, error: ForetypeError) => void;
    },
  ) {
    this.#model = model;
    this.#newest = model;
    this.#states = states;
    this.#parts = parts;
  }

  /** Whether a model is what was asked for last. */
  isNewest(model: ModelParams): boolean {
    return JSON.stringify(model) === JSON.stringify(this.#newest);
  }

  /** Opens the model that is wanted, in a new process. */
  loadFirst(connection: EngineConnection): void {
    const watch = this.#firstWatch;
    this.#firstWatch = {};
    this.load(connection, this.#model, watch).catch(() => undefined);
  }

  /**
   * Has the next process open a model. What fails leaves the one before for the process after that.
   *
   * @param begin called when everything is ready for the process to begin
   * @throws ForetypeError as `load` does
   */
  async awaitFirst(model: ModelParams, watch: OpenWatch, begin: () => void): Promise<OpenResult> {
    const before = this.#model;
    this.#newest = model;
    this.#model = model;
    this.#firstWatch = watch;
    const opening = this.#nextOpening();
    begin();
    try {
      return await opening;
    } catch (error) {
      if (this.#model === model && this.#states.current.kind === "failed") this.#model = before;
      throw error;
    }
  }

  /**
   * Opens a model. What comes of it is in the state, and told to who waits.
   *
   * @throws ForetypeError with the engine's code, or the one of the connection's end
   */
  async load(
    connection: EngineConnection,
    model: ModelParams,
    { signal, onProgress }: OpenWatch,
  ): Promise<OpenResult> {
    this.#newest = model;
    this.#states.enter(openingState(this.#states.current, model));
    try {
      const opened = await connection.open(model, {
        signal,
        onProgress: (progress) => {
          if (this.#isCurrent(connection, model)) {
            this.#states.show(openingState(this.#states.current, model, progress));
          }
          onProgress?.(progress);
        },
      });
      if (this.#isCurrent(connection, model)) {
        this.#model = model;
        this.#states.enter({ kind: "ready", opened });
      }
      return opened;
    } catch (cause) {
      const error = asForetypeError(cause);
      if (this.#isCurrent(connection, model)) this.#refused(connection, model, error);
      throw error;
    }
  }

  /** Whether an answer about `model` still counts: another may have been asked for since. */
  #isCurrent(connection: EngineConnection, model: ModelParams): boolean {
    return connection === this.#parts.present() && model === this.#newest;
  }

  /** A model was not opened: the one before goes on, or is opened again, or there is none. */
  #refused(connection: EngineConnection, model: ModelParams, error: ForetypeError): void {
    const before = this.#model;
    const state = this.#states.current;
    if (state.kind === "ready") {
      this.#newest = before;
      const refusal = error.code === "user/cancelled" ? {} : { refusal: error.message };
      this.#states.enter({ kind: "ready", opened: state.opened, ...refusal });
    } else if (model !== before) {
      this.load(connection, before, {}).catch(() => undefined);
    } else this.#parts.onHopeless(connection, error);
  }

  /** What becomes of the first model of the process that is to come. */
  #nextOpening(): Promise<OpenResult> {
    return new Promise((resolve, reject) => {
      const subscription = this.#states.onChange((state) => {
        if (state.kind === "ready") resolve(state.opened);
        else if (state.kind === "failed") reject(new ForetypeError(state.code, state.sentence));
        else return;
        subscription.dispose();
      });
    });
  }
}

function openingState(
  state: EngineState,
  { model }: ModelParams,
  progress?: OpeningProgress,
): EngineState {
  const told = progress === undefined ? {} : { progress };
  return state.kind === "ready"
    ? { kind: "ready", opened: state.opened, opening: { model, ...told } }
    : { kind: "loading", ...told };
}

function asForetypeError(error: unknown): ForetypeError {
  return error instanceof ForetypeError
    ? error
    : new ForetypeError("invariant", messageOf(error), { cause: error });
}
