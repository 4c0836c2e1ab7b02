import { describe, expect, it } from "vitest";
import type { ProcessEnd } from "../../../src/extension/engineProcess";
import { LateProcess } from "../../../src/extension/share/lateProcess";
import { FakeEngineProcess } from "../../support/fakeEngineProcess";
import { turn } from "../../support/testWire";

/** A process that is reached, or not, when the test says so. */
function aLateProcess(): {
  readonly late: LateProcess;
  readonly ends: ProcessEnd[];
  readonly heard: unknown[];
  readonly arrive: (process: FakeEngineProcess) => void;
  readonly fail: (error: Error) => void;
} {
  let arrive: (process: FakeEngineProcess) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const late = new LateProcess(
    new Promise((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    }),
  );
  const ends: ProcessEnd[] = [];
  const heard: unknown[] = [];
  late.onEnd((end) => ends.push(end));
  late.channel.onMessage((message) => heard.push(message));
  return { late, ends, heard, arrive, fail };
}

describe("LateProcess", () => {
  it("is the process once that is reached", async () => {
    const { late, ends, heard, arrive } = aLateProcess();
    const process = new FakeEngineProcess();
    expect(() => {
      late.channel.post({ kind: "cancel", id: 1 });
    }).toThrow("not reached");
    arrive(process);
    await turn();
    process.speak();
    expect(heard).toHaveLength(1);
    late.channel.post({ kind: "cancel", id: 1 });
    expect(process.received).toEqual([{ kind: "cancel", id: 1 }]);
    process.crash("gone");
    expect(ends).toEqual([{ code: "engine/crashed", sentence: "gone" }]);
    late.kill();
    expect(process.isKilled).toBe(true);
  });

  it.each(["leave", "kill"] as const)(
    "lets a process be that comes too late for %s",
    async (how) => {
      const { late, heard, arrive } = aLateProcess();
      const process = new FakeEngineProcess();
      late[how]();
      arrive(process);
      await turn();
      process.speak();
      expect(heard).toEqual([]);
      // It may be another window's.
      expect(process).toMatchObject({ isLeft: true, isKilled: false });
    },
  );

  it("ends where none can be reached", async () => {
    const { ends, fail } = aLateProcess();
    fail(new Error("too many processes"));
    await turn();
    expect(ends).toMatchObject([{ code: "engine/crashed" }]);
    expect(ends[0]?.sentence).toBe("The engine cannot be started: too many processes.");
  });
});
