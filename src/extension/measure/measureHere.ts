import {
  defaultOptions,
  type CompletionOptions,
  type CompletionRequest,
} from "../../core/complete/request";
import type { Outcome } from "../../core/complete/outcome";
import { measuredText, type MeasuredText } from "../../core/measure/measuredText";
import { measurePlaces, type MeasurePlace } from "../../core/measure/measurePlaces";
import type { MeasureWay } from "../../core/measure/measureResult";
import { numAgain, runMeasure, type MeasureFindings } from "../../core/measure/runMeasure";
import { fnv1a } from "../../core/fnv1a";
import { SeededNumbers } from "../../core/measure/seededNumbers";
import type { Measure } from "../../core/stats/panel/sections";
import type { OpenResult } from "../../protocol/engineApi";
import { openedName } from "../models/openedName";
import type { Timers } from "../timers";
import type { MeasureTurn } from "./measureTurn";
import { measureWays } from "./measureWays";

/** Places that count; one more comes first, to warm up, and does not. */
const mostPlaces = 24;

const mostTokens = 8;

/** Longer than this, nobody wants to wait. */
const hardStopMs = 60_000;

/** The file that is measured on. */
export interface MeasuredFile {
  readonly documentId: string;
  /** Relative to the workspace, as the model is shown it. */
  readonly path: string;
  /** Base name. */
  readonly name: string;
  readonly languageId: string;
  /** With "\n" as its only line end. */
  readonly text: string;
}

export interface MeasureHereParts {
  /** Asks the engine itself, so that nothing is answered from memory. */
  readonly complete: (
    request: CompletionRequest,
    options: CompletionOptions,
    signal: AbortSignal,
  ) => Promise<Outcome>;
  /** The file of the active editor; `undefined` without one. */
  readonly file: () => MeasuredFile | undefined;
  /** The model that is open; `undefined` while none is. */
  readonly opened: () => OpenResult | undefined;
  /** As in real use: strategy, precision of drawing, tokens of the prompt. */
  readonly options: () => CompletionOptions;
  /** Whether suggestions are wanted in a file. */
  readonly isWanted: (file: MeasuredFile) => boolean;
  /** Whether the machine is on battery, where the user wants no work that nobody asked for. */
  readonly isSparing: () => boolean;
  /** Waits until no other window measures; `undefined` if `signal` is aborted before. Calls `onWait` if there is one. */
  readonly takeTurn: (signal: AbortSignal, onWait: () => void) => Promise<MeasureTurn | undefined>;
  /**
   * Keeps the file's text from being drafted from, and lets it again. It is learnt as all open files are, and what is to be written
   * would be there to copy.
   */
  readonly hide: (documentId: string) => void;
  readonly unhide: (documentId: string) => void;
  /** Called whenever `current` has changed, and when measuring begins and ends. */
  readonly onChange: () => void;
  readonly timers: Timers;
  /** Epoch ms. */
  readonly date: () => number;
  /** The machine in a few words, for a table that is taken along. */
  readonly machine: string;
  /** Says in words why it cannot begin. */
  readonly refuse: (why: Refusal) => void;
}

export type Refusal = "noFile" | "off" | "noModel" | "shortFile" | "battery";

/** What is measured, where and with what. */
interface Run {
  readonly file: MeasuredFile;
  readonly opened: OpenResult;
  readonly places: readonly MeasurePlace[];
}

/**
 * Compares ways of decoding on the user's own file. Nothing is inserted, and only figures are kept.
 */
export class MeasureHere {
  readonly #parts: MeasureHereParts;
  #result: Measure | undefined;
  #running: { readonly measure: Measure; readonly abort: AbortController } | undefined;

  constructor(parts: MeasureHereParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** What the panel shows: the run under way, else the last result, else about how long it would take. */
  get current(): Measure | undefined {
    if (this.#running !== undefined) return this.#running.measure;
    const about = this.#aboutMs();
    const aboutMs = about === undefined ? {} : { aboutMs: about };
    if (this.#result !== undefined) return { ...this.#result, ...aboutMs };
    return { state: "idle", places: mostPlaces, rounds: 1, rows: [], ...aboutMs };
  }

  /** Share that is done, 0 to 1; `undefined` while nothing is measured. */
  get share(): number | undefined {
    return this.#running?.measure.now?.share;
  }

  /** Plain decoding as measured with this model, in tokens per second; `undefined` before that. */
  plainWith(opened: OpenResult): number | undefined {
    const result = this.#result;
    if (result?.model !== openedName(opened) || result.threads !== opened.threads) return undefined;
    return result.rows.find(({ isPlain }) => isPlain)?.median;
  }

  /** Begins, unless it is under way. Never rejects. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const run = this.#prepare();
    if (typeof run === "string") this.#parts.refuse(run);
    else await this.#inTurn(run);
  }

  /** Ends it within a pass of the model; what has been measured stays, unless there is a whole result already. */
  cancel(): void {
    this.#running?.abort.abort();
  }

  /** What there is to measure, or why it cannot begin. */
  #prepare(): Run | Refusal {
    const { file: activeFile, opened: openedModel, isWanted, isSparing } = this.#parts;
    const [file, opened] = [activeFile(), openedModel()];
    if (file === undefined) return "noFile";
    if (!isWanted(file)) return "off";
    if (opened === undefined) return "noModel";
    if (isSparing()) return "battery";
    const places = measurePlaces(file.text, mostPlaces + 1);
    return places.length <= numAgain ? "shortFile" : { file, opened, places };
  }

  /** Waits for the turn first; cancelled while it waits, it has not begun. */
  async #inTurn(run: Run): Promise<void> {
    const { file, opened, places } = run;
    const { onChange, machine } = this.#parts;
    const abort = new AbortController();
    const about = {
      ...{ document: file.name, rounds: 1, machine },
      ...{ threads: opened.threads, model: openedName(opened) },
    };
    const show = (progress: Pick<Measure, "rows" | "now" | "isWaiting">): void => {
      const measure = {
        ...about,
        ...progress,
        places: places.length - 1,
        state: "running",
      } as const;
      this.#running = { abort, measure };
      onChange();
    };
    show({ rows: [] });
    const turn = await this.#parts.takeTurn(abort.signal, () => {
      show({ rows: [], isWaiting: true });
    });
    try {
      if (turn !== undefined)
        this.#finish({ ...about, ...(await this.#measure(run, abort, show)) });
    } finally {
      this.#running = undefined;
      await turn?.release();
      onChange();
    }
  }

  async #measure(
    { file, places }: Run,
    abort: AbortController,
    show: (progress: Pick<Measure, "rows" | "now">) => void,
  ): Promise<MeasureFindings & Pick<Measure, "state" | "at">> {
    const { timers, date, hide, unhide, options } = this.#parts;
    const alarm = timers.after(hardStopMs, () => {
      abort.abort();
    });
    hide(file.documentId);
    try {
      const findings = await runMeasure({
        ...{ places, show, clock: timers },
        ways: measureWays(options().strategy),
        numbers: new SeededNumbers(fnv1a(file.text)),
        ask: (place, way) => this.#ask(file, place, way, abort.signal),
        isStopped: () => abort.signal.aborted,
      });
      return { ...findings, state: abort.signal.aborted ? "stopped" : "done", at: date() };
    } finally {
      alarm.dispose();
      unhide(file.documentId);
    }
  }

  /** A part of a comparison does not take the place of a whole one. */
  #finish(result: Measure): void {
    if (result.rows.length === 0) return;
    if (result.state === "stopped" && this.#result?.state === "done") return;
    this.#result = result;
  }

  async #ask(
    { documentId, path }: MeasuredFile,
    place: MeasurePlace,
    way: MeasureWay,
    signal: AbortSignal,
  ): Promise<MeasuredText | undefined> {
    if (signal.aborted) return undefined;
    const { options, complete } = this.#parts;
    const outcome = await complete(
      { documentId, path, ...place, shape: "block" },
      {
        ...options(),
        strategy: way.id,
        numCandidates: 1,
        maxTokens: mostTokens,
        timeBudgetMs: defaultOptions.timeBudgetMs,
        gate: defaultOptions.gate,
        traces: true,
      },
      signal,
    );
    return measuredText(outcome);
  }

  /** Writing, and reading what a place has in front of it that the one before had not. */
  #aboutMs(): number | undefined {
    const { opened: openedModel, options } = this.#parts;
    const opened = openedModel();
    if (opened === undefined) return undefined;
    const { strategy, maxPromptTokens } = options();
    const writingMs = measureWays(strategy).length * mostTokens * opened.msPerToken;
    const readingMs = maxPromptTokens * opened.msPerPromptToken;
    return Math.min(hardStopMs, (mostPlaces + 1) * (writingMs + readingMs));
  }
}
