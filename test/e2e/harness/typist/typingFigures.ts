import { quantile } from "../../../../src/core/stats/quantiles";
import { costInference, type LoggedRequest } from "../hostLog";
import type { Metered, MeteredKey, TypistWork } from "./typistWork";

/** What the page showed after one key and before the next. */
interface AfterKey {
  readonly key: string;
  /** From the key to the first suggestion that it brought; left out where it brought none before the next key. */
  readonly latencyMs?: number;
  /** Whether the suggestion that was shown goes on with this key. */
  readonly isAlong: boolean;
  /** How often a suggestion gave way to one that does not go on with it. */
  readonly numFlickers: number;
  /** How often a suggestion went away and came back as it was. */
  readonly numBlinks: number;
  /** What was on the screen when the key went down, and then. */
  readonly texts: readonly string[];
}

/** Milliseconds from a key to what it brought. Percentiles are left out where there are none. */
export interface Latencies {
  readonly n: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
}

/** A typist's session in numbers. */
export interface TypingFigures {
  readonly numKeys: number;
  /** From a key that was typed to a suggestion that was not there before. */
  readonly keyToGhost: Latencies;
  /** From Tab to the next suggestion. */
  readonly tabToGhost: Latencies;
  readonly numAlong: number;
  readonly numFlickers: number;
  readonly numBlinks: number;
  /** What was on the screen where either of them happened. */
  readonly unsteady: readonly (readonly string[])[];
  /** Suggestions that came, what was typed along of each not counted again. */
  readonly numShown: number;
  readonly numLooks: number;
  readonly numOffers: number;
  readonly numAccepted: number;
  readonly numAcceptedChars: number;
  /** Requests by where their text came from, or by why there was none. */
  readonly requests: Readonly<Record<string, number>>;
  /** Requests for which the model was asked. */
  readonly numInferences: number;
}

/** The figures of a session, with what the log says of its requests; none where another provider answered. */
export function typingFigures(
  { metered, ...work }: TypistWork,
  requests: readonly LoggedRequest[],
): TypingFigures {
  const after = afterKeys(metered).filter(({ key }) => key.length === 1 || editing.includes(key));
  const typed = after.filter(({ key }) => key !== "Tab");
  const sum = (count: (key: AfterKey) => number): number =>
    after.reduce((total, key) => total + count(key), 0);
  const ways: Record<string, number> = {};
  for (const { none, from } of requests) {
    const way = none ?? from ?? "model";
    ways[way] = (ways[way] ?? 0) + 1;
  }
  return {
    ...work,
    keyToGhost: latencies(typed),
    tabToGhost: latencies(after.filter(({ key }) => key === "Tab")),
    numAlong: sum(({ isAlong }) => Number(isAlong)),
    numFlickers: sum(({ numFlickers }) => numFlickers),
    numBlinks: sum(({ numBlinks }) => numBlinks),
    unsteady: after
      .filter((key) => key.numFlickers + key.numBlinks > 0)
      .map(({ key, texts }) => [key, ...texts]),
    numShown: sum(({ latencyMs, numFlickers }) => Number(latencyMs !== undefined) + numFlickers),
    requests: ways,
    numInferences: requests.filter(costInference).length,
  };
}

/** Keys with names that change the text. */
const editing = ["Enter", "Backspace", "Tab"];

/** Reads what a meter has recorded, key by key. */
export function afterKeys({ keys, frames }: Metered): readonly AfterKey[] {
  return keys.map((key, index) => {
    const endMs = keys[index + 1]?.atMs ?? Infinity;
    return afterKey(
      key,
      frames.filter(({ atMs }) => atMs > key.atMs && atMs <= endMs),
    );
  });
}

function afterKey({ key, atMs, before }: MeteredKey, frames: Metered["frames"]): AfterKey {
  const first = frames.find(({ ghost }) => ghost !== "");
  const isAlong = key.length === 1 && first !== undefined && before === key + first.ghost;
  let [numFlickers, numBlinks, last] = [0, 0, ""];
  for (const [index, { ghost }] of frames.entries()) {
    if (ghost === "") continue;
    // One that came just before the key is shown for a moment as it was before.
    if (!ghost.startsWith(last) && last !== key + ghost) numFlickers++;
    else if (ghost === last && frames[index - 1]?.ghost === "") numBlinks++;
    last = ghost;
  }
  const isNew = first !== undefined && !isAlong;
  return {
    key,
    ...(isNew && { latencyMs: first.atMs - atMs }),
    ...{ isAlong, numFlickers, numBlinks },
    texts: [before, ...frames.map(({ ghost }) => ghost)],
  };
}

function latencies(keys: readonly AfterKey[]): Latencies {
  const values = keys.flatMap(({ latencyMs }) => latencyMs ?? []);
  const [p50Ms, p95Ms] = [quantile(values, 0.5), quantile(values, 0.95)];
  return {
    n: values.length,
    ...(p50Ms !== undefined && { p50Ms }),
    ...(p95Ms !== undefined && { p95Ms }),
  };
}
