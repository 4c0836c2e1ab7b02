import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultOptions } from "../../src/core/complete/request";
import { EngineServer, type Visit } from "../../src/engine/engineServer";
import { CancellationSource } from "../../src/protocol/cancellationSource";
import { defaultTuning, protocolVersion } from "../../src/protocol/engineApi";
import { fixedRuns } from "../support/arbitraries";
import { aRequest, aSuggestion } from "../support/completionFixtures";
import { openedModel, seedParams } from "../support/fakeEngineProcess";
import { FakeTimers } from "../support/fakeTimers";
import { turn } from "../support/testWire";

const numWindows = 3;
const window = fc.nat(numWindows - 1);
const documentId = fc.constantFrom("a", "b");

const acts = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant("complete" as const), window, documentId }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("warm" as const), window, documentId }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("focus" as const), window, isFocused: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick: fc.nat(9) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("open" as const), window, threads: fc.nat(1) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), window }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("rest" as const) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant("pass" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("turn" as const) }) },
  ),
  { size: "max", maxLength: 60 },
);

interface Asked {
  readonly window: number;
  readonly documentId: string;
  readonly token: CancellationSource;
  readonly settlements: string[];
  isNewest: boolean;
  isWithdrawn: boolean;
}

/** Windows that do as they like with one server, over an engine whose passes end when the test says so. */
class Session {
  readonly asked: Asked[] = [];
  readonly warmed: string[] = [];
  numWarms = 0;
  readonly faults: string[] = [];
  #running: (() => void) | undefined;
  #numLoaded = 0;
  readonly #timers = new FakeTimers();
  readonly #windows: Visit[];

  constructor() {
    const server = new EngineServer({
      prepareEngine: () => Promise.resolve({ load: () => Promise.resolve(this.#engine()) }),
      describe: () => Promise.reject(new Error("nothing is described")),
      setPriority: () => undefined,
      clock: this.#timers,
      alarm: (delayMs, ring) => this.#timers.after(delayMs, ring),
    });
    this.#windows = Array.from({ length: numWindows }, () =>
      server.join({ onOpening: () => undefined, onResting: () => undefined }),
    );
  }

  async open(index: number, threads: number): Promise<void> {
    const params = { ...seedParams, threads, protocolVersion };
    await this.#windows[index]?.handlers.open
      .handle(params, new CancellationSource())
      .catch(() => undefined);
  }

  complete(index: number, id: string): void {
    for (const older of this.asked) {
      if (older.window === index && older.documentId === id) older.isNewest = false;
    }
    const token = new CancellationSource();
    const asked: Asked = {
      ...{ window: index, documentId: id, token, settlements: [] },
      ...{ isNewest: true, isWithdrawn: false },
    };
    this.asked.push(asked);
    const request = aRequest({ documentId: id, prefix: String(this.asked.length) });
    void this.#windows[index]?.handlers.complete
      .handle({ request, options: defaultOptions }, token)
      .then((outcome) => {
        asked.settlements.push(outcome.kind === "suggestion" ? outcome.text : outcome.reason);
      });
  }

  warm(index: number, id: string): void {
    this.numWarms += 1;
    const params = { request: aRequest({ documentId: id }), options: defaultOptions };
    void this.#windows[index]?.handlers.warm
      .handle(params, new CancellationSource())
      .then(() => this.warmed.push(id));
  }

  focus(index: number, isFocused: boolean): void {
    void this.#windows[index]?.handlers.focus.handle({ isFocused }, new CancellationSource());
  }

  cancel(pick: number): void {
    const asked = this.asked.at(-1 - pick);
    if (asked === undefined) return;
    asked.isWithdrawn = true;
    asked.token.cancel();
  }

  leave(index: number): void {
    for (const asked of this.asked) if (asked.window === index) asked.isWithdrawn = true;
    this.#windows[index]?.leave();
  }

  rest(): void {
    this.#timers.advance(defaultTuning.unloadAfterMs);
  }

  /** @returns whether a pass ran */
  pass(): boolean {
    const end = this.#running;
    this.#running = undefined;
    end?.();
    return end !== undefined;
  }

  #run<Result>(result: () => Result): Promise<Result> {
    if (this.#running !== undefined) this.faults.push("two run at a time");
    return new Promise((resolve) => {
      this.#running = () => {
        resolve(result());
      };
    });
  }

  #engine(): Awaited<
    ReturnType<
      Awaited<ReturnType<ConstructorParameters<typeof EngineServer>[0]["prepareEngine"]>>["load"]
    >
  > {
    this.#numLoaded += 1;
    if (this.#numLoaded > 2) this.faults.push("more models are loaded than are wanted");
    let isOpen = true;
    return {
      facts: openedModel(),
      complete: ({ prefix }, _, cancellation) => {
        if (!isOpen) this.faults.push("a request runs on a model that is gone");
        return this.#run(() =>
          cancellation.isCancelled ? { kind: "none", reason: "cancelled" } : aSuggestion(prefix),
        );
      },
      warm: () => this.#run(() => ({ numTokens: 1, isComplete: true })),
      learn: () => undefined,
      study: () => false,
      keepDocuments: () => undefined,
      lastPrompt: () => undefined,
      close: () => {
        if (this.#running !== undefined) this.faults.push("a model is closed while it runs");
        isOpen = false;
        this.#numLoaded -= 1;
        return Promise.resolve();
      },
    };
  }
}

it("every request of every window settles once, and only its own window's next ends it", async () => {
  let numSuggestions = 0;
  await fc.assert(
    fc.asyncProperty(acts, async (script) => {
      const session = new Session();
      for (let index = 0; index < numWindows; index++) await session.open(index, 0);
      for (const act of script) {
        if (act.do === "complete") session.complete(act.window, act.documentId);
        else if (act.do === "warm") session.warm(act.window, act.documentId);
        else if (act.do === "focus") session.focus(act.window, act.isFocused);
        else if (act.do === "cancel") session.cancel(act.pick);
        else if (act.do === "open") void session.open(act.window, act.threads);
        else if (act.do === "leave") session.leave(act.window);
        else if (act.do === "rest") session.rest();
        else if (act.do === "pass") session.pass();
        await (act.do === "turn" ? turn() : Promise.resolve());
      }
      do await turn();
      while (session.pass());
      for (const [i, { settlements, isNewest, isWithdrawn }] of session.asked.entries()) {
        expect(settlements).toHaveLength(1);
        if (!isNewest || isWithdrawn) continue;
        // A window that has left has no model.
        expect([String(i + 1), "modelMissing"]).toContain(settlements[0]);
        if (settlements[0] === String(i + 1)) numSuggestions += 1;
      }
      expect(session.faults).toEqual([]);
      expect(session.warmed).toHaveLength(session.numWarms);
    }),
    { ...fixedRuns(2000), endOnFailure: true },
  );
  expect(numSuggestions).toBeGreaterThan(3000);
});
