import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../../src/core/complete/outcome";
import { defaultOptions } from "../../../../src/core/complete/request";
import { FigureFormat } from "../../../../src/core/stats/panel/format";
import {
  MeasureHere,
  type MeasuredFile,
  type MeasureHereParts,
} from "../../../../src/extension/measure/measureHere";
import { measureTable } from "../../../../src/extension/measure/measureTable";
import { sayEnglish } from "../../../../src/extension/say";
import { aSuggestion, noStats } from "../../../support/completionFixtures";
import { openedModel } from "../../../support/fakeEngineProcess";
import { FakeTimers } from "../../../support/fakeTimers";

const opened = openedModel({ name: "ft-small", threads: 4 });
const text = Array.from({ length: 60 }, (_, i) => `const value${String(i)} = ${String(i)};`).join(
  "\n",
);
const file: MeasuredFile = {
  documentId: "file:///a.ts",
  path: "a.ts",
  name: "a.ts",
  languageId: "typescript",
  text,
};

/** Eight tokens; every way but plain is twice as fast. */
function outcomeOf(strategy: string): Outcome {
  const decodeMs = strategy === "autoregressive" ? 400 : 200;
  return {
    ...aSuggestion("x = 1"),
    stats: { ...noStats, numGeneratedTokens: 8, decodeMs },
    trace: {
      tokens: [{ text: "x = 1", probability: 1, entropyBits: 0, by: "model", pass: 0 }],
      passes: [],
    },
  };
}

const freeTurn: MeasureHereParts["takeTurn"] = () =>
  Promise.resolve({ release: () => Promise.resolve() });

function measuring(
  changes: {
    readonly file?: MeasuredFile | undefined;
    readonly hasModel?: boolean;
    readonly isWanted?: boolean;
    readonly isSparing?: boolean;
    readonly takeTurn?: MeasureHereParts["takeTurn"];
    readonly onAsk?: (here: MeasureHere, timers: FakeTimers, count: number) => void;
  } = {},
) {
  const timers = new FakeTimers();
  const news: string[] = [];
  const strategies: string[] = [];
  const here: MeasureHere = new MeasureHere({
    complete: (request, options, signal) => {
      strategies.push(options.strategy);
      expect(request.documentId).toBe(file.documentId);
      expect(options).toMatchObject({ maxTokens: 8, traces: true, numCandidates: 1 });
      changes.onAsk?.(here, timers, strategies.length);
      return Promise.resolve<Outcome>(
        signal.aborted ? { kind: "none", reason: "cancelled" } : outcomeOf(options.strategy),
      );
    },
    file: () => ("file" in changes ? changes.file : file),
    opened: () => (changes.hasModel === false ? undefined : opened),
    options: () => defaultOptions,
    isWanted: () => changes.isWanted ?? true,
    isSparing: () => changes.isSparing ?? false,
    takeTurn: changes.takeTurn ?? freeTurn,
    hide: () => news.push("hidden"),
    unhide: () => news.push("back"),
    onChange: () => undefined,
    timers,
    date: () => Date.UTC(2026, 10, 26),
    machine: "a machine",
    refuse: (why) => news.push(why),
  });
  return { here, news, strategies, timers };
}

describe("MeasureHere", () => {
  it("says about how long it would take before it has run", () => {
    const { here } = measuring();
    expect(here.current).toMatchObject({ state: "idle", places: 24, rows: [] });
    // 25 places: four ways of eight tokens at 2 ms, and 768 tokens of prompt at 0.5 ms.
    expect(here.current?.aboutMs).toBe(25 * (4 * 8 * 2 + 768 * 0.5));
    expect(measuring({ hasModel: false }).here.current?.aboutMs).toBeUndefined();
  });

  it("compares all ways at all places, with the file's text hidden meanwhile", async () => {
    const { here, news, strategies } = measuring();
    await here.start();
    expect(news).toEqual(["hidden", "back"]);
    expect(strategies).toHaveLength(25 * 4 + 3);
    const { current } = here;
    expect(current).toMatchObject({
      ...{ state: "done", document: "a.ts", places: 24, rounds: 1, same: 24, compared: 24 },
      ...{ model: "ft-small int8", threads: 4, machine: "a machine" },
    });
    expect(current?.rows.map(({ id, median, faster }) => [id, median, faster])).toEqual([
      ["autoregressive", 20, 0],
      ["prompt-n-grams", 40, 24],
      ["token-recycling", 40, 24],
      ["auto", 40, 24],
    ]);
    expect(here.isRunning).toBe(false);
    expect(here.plainWith(opened)).toBe(20);
    expect(here.plainWith(openedModel({ name: "another" }))).toBeUndefined();
  });

  it("keeps what it has when cancelled, but never in place of a whole result", async () => {
    const part = measuring({
      onAsk: (running, _timers, count) => {
        if (count === 30) running.cancel();
      },
    });
    await part.here.start();
    expect(part.here.current).toMatchObject({ state: "stopped", places: 24 });
    expect(part.here.current?.compared).toBeLessThan(24);
    const whole = measuring({
      onAsk: (running, _timers, count) => {
        if (count === 110) running.cancel();
      },
    });
    await whole.here.start();
    await whole.here.start();
    expect(whole.here.current?.state).toBe("done");
  });

  it("ends after a minute with what it has", async () => {
    const { here, news } = measuring({
      onAsk: (_here, timers) => {
        timers.advance(1_000);
      },
    });
    await here.start();
    expect(here.current?.state).toBe("stopped");
    expect(news).toEqual(["hidden", "back"]);
  });

  it("says why it cannot begin, and is not begun twice", async () => {
    const refused = async (changes: Parameters<typeof measuring>[0]) => {
      const { here, news, strategies } = measuring(changes);
      await here.start();
      return [news, strategies.length];
    };
    expect(await refused({ file: undefined })).toEqual([["noFile"], 0]);
    expect(await refused({ isWanted: false })).toEqual([["off"], 0]);
    expect(await refused({ hasModel: false })).toEqual([["noModel"], 0]);
    expect(await refused({ isSparing: true })).toEqual([["battery"], 0]);
    expect(await refused({ file: { ...file, text: "a" } })).toEqual([["shortFile"], 0]);
    const { here, strategies } = measuring();
    await Promise.all([here.start(), here.start()]);
    expect(strategies).toHaveLength(25 * 4 + 3);
  });
});

describe("MeasureHere while another window measures", () => {
  /** A turn that comes when the test says so. */
  function turns() {
    const released = { count: 0 };
    let decide: (isMine: boolean) => void = () => undefined;
    const decided = new Promise<boolean>((resolve) => {
      decide = resolve;
    });
    const takeTurn: MeasureHereParts["takeTurn"] = async (signal, onWait) => {
      onWait();
      signal.addEventListener("abort", () => {
        decide(false);
      });
      if (!(await decided)) return undefined;
      return {
        release: () => {
          released.count++;
          return Promise.resolve();
        },
      };
    };
    const come = (): void => {
      decide(true);
    };
    return { takeTurn, come, released };
  }

  it("says so, asks nothing, and begins when its turn comes", async () => {
    const { takeTurn, come, released } = turns();
    const { here, news, strategies } = measuring({ takeTurn });
    const ended = here.start();
    expect(here.current).toMatchObject({ state: "running", isWaiting: true });
    expect([news, strategies]).toEqual([[], []]);
    come();
    await ended;
    expect(here.current?.state).toBe("done");
    expect(here.current).not.toHaveProperty("isWaiting");
    expect(released.count).toBe(1);
  });

  it("has not begun when it is cancelled meanwhile", async () => {
    const { takeTurn, released } = turns();
    const { here, news, strategies } = measuring({ takeTurn });
    const ended = here.start();
    here.cancel();
    await ended;
    expect([news, strategies, released.count]).toEqual([[], [], 0]);
    expect([here.isRunning, here.current?.state]).toEqual([false, "idle"]);
  });
});

describe("measureTable", () => {
  it("has the figures, and what they were measured on", async () => {
    const { here } = measuring();
    await here.start();
    const { current } = here;
    if (current === undefined) throw new Error("There is no result.");
    const table = measureTable(current, new FigureFormat(Intl, "en"), sayEnglish);
    expect(table).toContain("| Plain | 20.0 | 20.0–20.0 | 0/24 |");
    expect(table).toContain(
      "ft-small int8, a machine, 4 threads, a.ts, 24 places, the same text at 24 of 24, 2026-11-26",
    );
    const none = { ...current, rows: [] };
    expect(measureTable(none, new FigureFormat(Intl, "en"), sayEnglish)).toBeUndefined();
  });
});
