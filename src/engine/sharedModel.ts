import type { Lesson } from "../core/complete/lesson";
import { ForetypeError } from "../core/errors";
import type { Subscription } from "../protocol/channel";
import type { Alarm } from "./alarm";
import type { OpenEngine } from "./openEngine";
import type { PreparedEngine } from "./preparedEngine";
import { SharedLessons } from "./sharedLessons";

export interface SharedModelParts {
  readonly alarm: Alarm;
  /** Runs a job when no request runs. */
  readonly inTurn: <Result>(job: () => Promise<Result>) => Promise<Result>;
  /** Told when it is unloaded for want of work, and when it is there again. */
  readonly onResting: (isResting: boolean) => void;
}

/**
 * A model that some clients have open. It rests, without its memory, when nothing was asked of it for a while, and is loaded again
 * by the next request, which waits for that. Loading and unloading happen when no request runs.
 */
export class SharedModel<Client> {
  readonly clients = new Set<Client>();
  readonly key: string;
  readonly #prepared: PreparedEngine;
  readonly #parts: SharedModelParts;
  readonly #lessons = new SharedLessons<Client>();
  #engine: OpenEngine | undefined;
  #facts: OpenEngine["facts"] | undefined;
  #rest: Subscription | undefined;
  #documentBytes: number | undefined;

  constructor(key: string, prepared: PreparedEngine, parts: SharedModelParts) {
    this.key = key;
    this.#prepared = prepared;
    this.#parts = parts;
  }

  /** `undefined` while it rests. */
  get engine(): OpenEngine | undefined {
    return this.#engine;
  }

  /** What was found out when it was loaded. */
  get facts(): OpenEngine["facts"] {
    if (this.#facts === undefined) throw new ForetypeError("invariant", "a model is loaded first");
    return this.#facts;
  }

  /** Loads it unless it is loaded; in turn only. Throws what loading throws. */
  async load(): Promise<OpenEngine> {
    if (this.#engine !== undefined) return this.#engine;
    const wasResting = this.#facts !== undefined;
    const engine = await this.#prepared.load();
    this.#engine = engine;
    this.#facts = engine.facts;
    if (this.#documentBytes !== undefined) engine.keepDocuments(this.#documentBytes);
    if (wasResting) this.#parts.onResting(false);
    return engine;
  }

  /** Frees its memory; in turn only. */
  async unload(): Promise<void> {
    this.#rest?.dispose();
    const engine = this.#engine;
    this.#engine = undefined;
    this.#lessons.clear();
    await engine?.close();
  }

  /** Lets it rest after so long, unless that is said again before; never for 0. */
  restAfter(delayMs: number): void {
    this.#rest?.dispose();
    if (delayMs === 0 || this.#engine === undefined) return;
    const rest = this.#parts.alarm(delayMs, () => {
      void this.#parts.inTurn(async () => {
        // A request may have come before it was this one's turn.
        if (this.#rest !== rest || this.#engine === undefined) return;
        await this.unload();
        this.#parts.onResting(true);
      });
    });
    this.#rest = rest;
  }

  keepDocuments(numBytes: number): void {
    this.#documentBytes = numBytes;
    this.#engine?.keepDocuments(numBytes);
  }

  /** A model that rests learns nothing: its clients tell again when it is back. */
  learn(client: Client, lesson: Lesson): void {
    if (this.#engine !== undefined) this.#lessons.tell(client, lesson, this.#engine);
  }

  /** The client does not use it any more. */
  leave(client: Client): void {
    this.clients.delete(client);
    this.#lessons.leave(client, this.#engine);
  }
}
