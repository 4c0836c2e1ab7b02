import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downError, EchoRpc } from "../support/echoRpc";
import { turn } from "../support/testWire";

/** How a call ended, and how often. */
interface Tally {
  readonly text: string;
  readonly settlements: string[];
  cancel(): void;
}

type Act =
  | { readonly kind: "call" | "close" }
  | {
      readonly kind: "cancel" | "deliver" | "repeat" | "lose" | "finish" | "fail";
      readonly pick: number;
    }
  | { readonly kind: "inject"; readonly to: "client" | "server"; readonly message: unknown };

const pick = fc.nat(50);
const picked = (kind: "cancel" | "deliver" | "repeat" | "lose" | "finish" | "fail") =>
  fc.record({ kind: fc.constant(kind), pick });

// Malformed messages, and well-formed ones that answer calls that were never made: real ids stay below 1,000.
const garbage = fc.oneof(
  fc.anything(),
  fc.record({
    kind: fc.constantFrom("request", "cancel", "result", "error", "event"),
    id: fc.anything(),
  }),
  fc.record({ kind: fc.constantFrom("result", "error", "cancel"), id: fc.integer({ min: 1000 }) }),
);
const inject = fc.record({
  kind: fc.constant("inject" as const),
  to: fc.constantFrom("client", "server"),
  message: garbage.filter((value) => !isRealId(value)),
});

const faultless = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("call" as const) }) },
  { weight: 8, arbitrary: picked("deliver") },
  { weight: 3, arbitrary: picked("cancel") },
  { weight: 3, arbitrary: picked("repeat") },
  { weight: 4, arbitrary: picked("finish") },
  { weight: 2, arbitrary: picked("fail") },
  { weight: 2, arbitrary: inject },
);
const faulty = fc.oneof(
  { weight: 20, arbitrary: faultless },
  { weight: 2, arbitrary: picked("lose") },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const) }) },
);

function isRealId(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("id" in value)) return false;
  return typeof value.id === "number" && value.id > 0 && value.id < 1000;
}

class Schedule {
  readonly rpc = new EchoRpc();
  readonly calls: Tally[] = [];

  async run(acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      this.#perform(act);
      await turn();
      for (const { settlements } of this.calls) expect(settlements.length).toBeLessThanOrEqual(1);
    }
  }

  /** Everything arrives and every handler finishes. */
  async drain(): Promise<void> {
    await this.rpc.wire.settle();
    for (const answer of this.rpc.answers) answer.finish();
    await this.rpc.wire.settle();
  }

  #perform(act: Act): void {
    const { wire, answers } = this.rpc;
    switch (act.kind) {
      case "call":
        this.#call();
        return;
      case "close":
        this.rpc.client.close(downError());
        return;
      case "cancel":
        choose(this.calls, act.pick)?.cancel();
        return;
      case "deliver":
        wire.deliver(wire.inFlight.length === 0 ? 0 : act.pick % wire.inFlight.length);
        return;
      case "repeat": {
        const message = choose(wire.inFlight, act.pick);
        if (message !== undefined) wire.inject(message);
        return;
      }
      case "lose":
        if (wire.inFlight.length > 0) wire.inFlight.splice(act.pick % wire.inFlight.length, 1);
        return;
      case "finish":
        choose(answers, act.pick)?.finish();
        return;
      case "fail":
        choose(answers, act.pick)?.fail(new Error("failed"));
        return;
      case "inject":
        wire.inject(act);
        return;
      default:
        act satisfies never;
    }
  }

  #call(): void {
    const text = `text ${String(this.calls.length)}`;
    const settlements: string[] = [];
    const call = this.rpc.client.call("echo", { text });
    const cancel = (): void => {
      call.cancel();
    };
    this.calls.push({ text, settlements, cancel });
    call.result.then(
      (value) => settlements.push(value.text),
      (error: unknown) => settlements.push(error instanceof Error ? error.message : "?"),
    );
  }
}

function choose<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}

describe("the RPC: each request settles exactly once", () => {
  it("whatever is repeated, reordered, cancelled or garbled, and with its own result", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(faultless, { maxLength: 40 }), async (acts) => {
        const schedule = new Schedule();
        await schedule.run(acts);
        await schedule.drain();
        for (const { text, settlements } of schedule.calls) {
          expect(settlements).toHaveLength(1);
          expect([text, "failed"]).toContain(settlements[0]);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it("also when messages are lost, as soon as the channel closes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(faulty, { maxLength: 40 }), async (acts) => {
        const schedule = new Schedule();
        await schedule.run(acts);
        schedule.rpc.client.close(downError());
        await turn();
        for (const { settlements } of schedule.calls) expect(settlements).toHaveLength(1);
        await schedule.drain();
        for (const { text, settlements } of schedule.calls) {
          expect(settlements).toHaveLength(1);
          expect([text, "failed", downError().message]).toContain(settlements[0]);
        }
      }),
      { seed: 66, numRuns: 300 },
    );
  });
});
