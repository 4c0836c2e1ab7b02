import type { Outcome } from "../../src/core/complete/outcome";
import { CompletionSession } from "../../src/extension/session/completionSession";
import { Debounce } from "../../src/extension/session/debounce";
import type { FateNews } from "../../src/extension/session/fate";
import type { RequestRecord } from "../../src/extension/session/requestRecord";
import { readSettings } from "../../src/extension/settings";
import type { AuthorEngine } from "./authorEngine";
import type { FakeTimers } from "./fakeTimers";
import { editorRequest } from "./sessionFixtures";
import { turn } from "./testWire";
import type { TypistEditor } from "./typistEditor";

/** The editor's own pause before it makes a request. */
const editorPauseMs = 50;

/** A step of the clock. */
const stepMs = 10;

export interface TypistParts {
  readonly timers: FakeTimers;
  readonly engine: AuthorEngine;
  readonly editor: TypistEditor;
  readonly mayPrefetch: boolean;
}

/** One key, and what the editor showed for it in the end. */
export interface KeyPress {
  readonly prefix: string;
  readonly suffix: string;
  /** Of requests alone, not of what was made ahead. */
  readonly numCalls: number;
  readonly record: RequestRecord | undefined;
}

/** Somebody at the keyboard of an editor that asks a session of completions, as VS Code does. */
export class Typist {
  readonly keys: KeyPress[] = [];
  readonly records: RequestRecord[] = [];
  readonly fates: FateNews[] = [];
  readonly settled: Outcome[] = [];
  /** What the editor shows. */
  shown = "";
  readonly #parts: TypistParts;
  readonly #session: CompletionSession;
  #token = new AbortController();
  #numRequests = 0;

  constructor(parts: TypistParts) {
    this.#parts = parts;
    this.#session = new CompletionSession({
      debounce: new Debounce(parts.timers),
      engine: parts.engine,
      timers: parts.timers,
      settings: () => readSettings(() => undefined).settings,
      earlierAt: () => undefined,
      report: (record) => this.records.push(record),
      onFate: (news) => this.fates.push(news),
      mayPrefetch: () => parts.mayPrefetch,
      epochMs: () => 0,
    });
  }

  get numRequests(): number {
    return this.#numRequests;
  }

  /** Presses a key that changes the document, and waits for so long. */
  async press(change: (editor: TypistEditor) => void, waitMs: number): Promise<void> {
    const { editor, engine } = this.#parts;
    const before = this.#place();
    change(editor);
    const { prefix, suffix } = this.#place();
    this.#token.abort();
    this.#token = new AbortController();
    this.#session.moved(this.#place());
    // The editor keeps what is typed along, until it is told otherwise.
    const typed = prefix.startsWith(before.prefix) ? prefix.slice(before.prefix.length) : "\0";
    // Several lines are shown at the end of a line only.
    const isShowable = suffix === before.suffix || !this.shown.includes("\n");
    const goesOn = isShowable && this.shown.startsWith(typed);
    this.shown = goesOn ? this.shown.slice(typed.length) : "";
    const [numCalls, numRecords] = [engine.calls.length, this.records.length];
    await this.#wait(Math.min(waitMs, editorPauseMs));
    if (waitMs > editorPauseMs) {
      this.#request(this.#token.signal);
      await this.#wait(waitMs - editorPauseMs);
    }
    const asked = engine.calls.slice(numCalls).filter((call) => call.prefix === prefix);
    const record = this.records.slice(numRecords).find(({ id }) => id === this.#numRequests);
    this.keys.push({ prefix, suffix, numCalls: asked.length, record });
  }

  /** Moves the cursor without changing the document. */
  async step(change: (editor: TypistEditor) => void): Promise<void> {
    change(this.#parts.editor);
    this.#token.abort();
    this.shown = "";
    this.#session.moved(this.#place());
    await turn();
  }

  /** Lets all that is on its way come to its end. */
  async rest(): Promise<void> {
    this.#token.abort();
    await this.#wait(2_000);
  }

  #place(): { readonly documentId: string; readonly prefix: string; readonly suffix: string } {
    const { prefix, suffix } = this.#parts.editor;
    return { documentId: "file:///a.ts", prefix, suffix };
  }

  #request(signal: AbortSignal): void {
    const id = ++this.#numRequests;
    void this.#session.complete(editorRequest(this.#place()), signal).then((outcome) => {
      this.settled.push(outcome);
      if (id !== this.#numRequests || signal.aborted) return;
      this.shown = outcome.kind === "suggestion" ? outcome.text : "";
    });
  }

  async #wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      this.#parts.timers.advance(Math.min(stepMs, left));
      await turn();
    }
  }
}
