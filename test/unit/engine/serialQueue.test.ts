import { describe, expect, it } from "vitest";
import { SerialQueue } from "../../../src/engine/serialQueue";
import { turn } from "../../support/testWire";

describe("SerialQueue", () => {
  it("runs one job at a time, in order, also after one that failed", async () => {
    const queue = new SerialQueue();
    const events: string[] = [];
    const job =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        events.push(`${name} begins`);
        await turn();
        events.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([
      queue.run(job("a")),
      queue.run(job("b", true)),
      queue.run(job("c")),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(events).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });
});
