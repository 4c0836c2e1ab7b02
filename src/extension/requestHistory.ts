import type { DecodeStats } from "../core/stats/decodeStats";
import { mergeStats } from "../core/stats/mergeStats";
import { alternativesOf, type Alternatives } from "./requestFigures";
import type { RequestRecord } from "./session/requestRecord";

/** How many requests the speed is taken over. One alone jumps: many generate a handful of tokens. */
export const numRemembered = 10;

/** The figures of one request. */
export interface RequestFigures {
  readonly stats: DecodeStats;
  /** The texts beside the first one; `undefined` where none were asked for. */
  readonly alternatives: Alternatives | undefined;
}

/** The figures of the latest requests that generated something. Holds no text. */
export class RequestHistory {
  #latest: readonly RequestFigures[] = [];

  /** Takes in a request. One that was answered from the cache, or generated nothing, says nothing about speed. */
  observe({ isFromCache, outcome }: RequestRecord): void {
    const { stats } = outcome;
    if (isFromCache || stats === undefined || stats.numGeneratedTokens === 0) return;
    const figures = { stats, alternatives: alternativesOf(outcome) };
    this.#latest = [...this.#latest, figures].slice(-numRemembered);
  }

  /** Forgets all, when another model or strategy takes over. */
  clear(): void {
    this.#latest = [];
  }

  /** The last one's figures. */
  get last(): RequestFigures | undefined {
    return this.#latest.at(-1);
  }

  /** All of them merged. */
  get recent(): DecodeStats | undefined {
    const [first, ...others] = this.#latest.map(({ stats }) => stats);
    return first && others.reduce(mergeStats, first);
  }
}
