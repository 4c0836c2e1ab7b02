import { describe, expect, it } from "vitest";
import { TurnQueue } from "../../../src/engine/turnQueue";
import { turn } from "../../support/testWire";

describe("TurnQueue", () => {
  it("runs one job at a time, in order, also after one that failed", async () => {
    const queue = new TurnQueue();
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
    await queue.run(job("d"));
    expect(events.at(-1)).toBe("d ends");
  });

  it("takes what is favoured when its turn comes, and not when it came", async () => {
    const queue = new TurnQueue();
    const ran: string[] = [];
    let favoured = "none";
    const run = (name: string): Promise<void> =>
      queue.run(
        async () => {
          await turn();
          ran.push(name);
          if (name === "a") favoured = "d";
        },
        () => favoured === name,
      );
    await Promise.all(["a", "b", "c", "d", "e"].map(run));
    expect(ran).toEqual(["a", "d", "b", "c", "e"]);
  });
});
