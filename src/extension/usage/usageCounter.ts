import { addUsage, noUsage, type UsageCounts } from "../../core/stats/usage/usageCounts";
import {
  addToday,
  mergeDays,
  numDays,
  usageOfDays,
  type Day,
  type UsageDays,
} from "../../core/stats/usage/usageDays";
import { usageOf, type UsageEvent } from "../../core/stats/usage/usageEvents";
import { parseUsage, usageJson, type UsageJson } from "../../core/stats/usage/usageJson";
import type { Subscription } from "../../protocol/channel";
import type { Timers } from "../timers";
import type { UsageStore } from "./usageStore";

/** Counts are stored when nothing was for so long. */
const restMs = 30_000;

export interface UsageCounterParts {
  readonly store: UsageStore;
  readonly timers: Timers;
  /** Milliseconds since 1970. */
  readonly epochMs: () => number;
  /** The local date. */
  readonly today: () => Day;
}

/**
 * Counts what becomes of suggestions, of this window since it was opened and of all windows for 14 days. Each window adds what it has
 * counted to what is stored, so that two of them do not undo each other. Stored are counts alone.
 */
export class UsageCounter {
  readonly #parts: UsageCounterParts;
  #session = noUsage;
  /** What was counted since the last time it was stored. */
  #unsaved: UsageDays = {};
  #rest: Subscription | undefined;

  constructor(parts: UsageCounterParts) {
    this.#parts = parts;
  }

  count(event: UsageEvent): void {
    const { timers, epochMs, today } = this.#parts;
    const counts = usageOf(event, epochMs());
    this.#session = addUsage(this.#session, counts);
    this.#unsaved = addToday(this.#unsaved, today(), counts);
    this.#rest ??= timers.after(restMs, () => {
      this.save();
    });
  }

  /** Of this window, since it was opened or since counts were cleared. */
  get session(): UsageCounts {
    return this.#session;
  }

  /** By day, all windows together. */
  get days(): UsageDays {
    const { store, today } = this.#parts;
    return mergeDays(parseUsage(store.read(), today()), this.#unsaved, today());
  }

  /** Of the last days, today included. */
  ofDays(length: number): UsageCounts {
    return usageOfDays(this.days, this.#parts.today(), Math.min(length, numDays));
  }

  /** What there is, to be written to a file or taken in again. */
  export(): UsageJson {
    return usageJson(this.days);
  }

  /** Adds what another machine or an earlier export counted. Anything that does not fit is left out. */
  import(json: unknown): void {
    const { store, today } = this.#parts;
    store.write(usageJson(mergeDays(this.days, parseUsage(json, today()), today())));
    this.#unsaved = {};
  }

  /** Forgets all counts, of this window and stored ones. */
  clear(): void {
    this.#session = noUsage;
    this.#unsaved = {};
    this.#parts.store.write(undefined);
  }

  /** Stores what is not stored yet. */
  save(): void {
    this.#rest?.dispose();
    this.#rest = undefined;
    if (Object.keys(this.#unsaved).length === 0) return;
    this.#parts.store.write(this.export());
    this.#unsaved = {};
  }
}
