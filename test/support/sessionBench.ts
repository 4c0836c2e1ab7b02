import {
  CompletionSession,
  type CompletionSessionParts,
} from "../../src/extension/session/completionSession";
import { Debounce } from "../../src/extension/session/debounce";
import type { FateNews } from "../../src/extension/session/fate";
import type { EditorRequest } from "../../src/extension/session/request";
import type { RequestRecord } from "../../src/extension/session/requestRecord";
import { readSettings, type Settings } from "../../src/extension/settings";
import { aSuggestion } from "./completionFixtures";
import { FakeEngine } from "./fakeEngine";
import { FakeTimers } from "./fakeTimers";
import { editorRequest, live } from "./sessionFixtures";
import { turn } from "./testWire";

const defaults = { ...readSettings(() => undefined).settings, debounceMs: 20 };

/** A session with an engine that the test plays, and all that it tells. */
export class SessionBench {
  readonly engine = new FakeEngine();
  readonly timers = new FakeTimers();
  readonly records: RequestRecord[] = [];
  readonly fates: FateNews[] = [];
  settings: Settings;
  earlier: string | undefined;
  readonly session: CompletionSession;

  constructor(changes: Partial<Settings> = {}, parts: Partial<CompletionSessionParts> = {}) {
    this.settings = { ...defaults, ...changes };
    this.session = new CompletionSession({
      debounce: new Debounce(this.timers),
      engine: this.engine,
      timers: this.timers,
      settings: () => this.settings,
      earlierAt: () => this.earlier,
      report: (record) => this.records.push(record),
      onFate: (news) => this.fates.push(news),
      ...parts,
    });
  }

  /** Lets the engine suggest `text`, and others beside it, for a request that is made by hand. */
  async teach(
    text: string,
    request: EditorRequest = editorRequest(),
    alternatives?: readonly string[],
  ): Promise<void> {
    const outcome = this.session.complete({ ...request, isInvoked: true }, live());
    await turn();
    this.engine.last.answer({ ...aSuggestion(text), ...(alternatives && { alternatives }) });
    await outcome;
  }

  /** Lets the engine suggest `text` in place of what was shown. */
  async teachElse(text: string, request: EditorRequest = editorRequest()): Promise<RequestRecord> {
    const record = this.session.somethingElse({ ...request, isInvoked: true }, live());
    await turn();
    this.engine.last.answer(aSuggestion(text));
    return record;
  }

  /** Lets time and all that it brings go by. */
  async wait(ms: number): Promise<void> {
    this.timers.advance(ms);
    await turn();
  }
}
