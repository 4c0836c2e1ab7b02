import { describe, expect, it } from "vitest";
import type { ExecutionProvider } from "../../../../src/core/model/executionProvider";
import { startModel, type RunningModel } from "../../../../src/runtime/session/startModel";
import { FakeClock } from "../../../support/fakeClock";
import { FakeModel, hashLogits, type LogitsOf } from "../../../support/fakeModel";
import { RecordingLogger } from "../../../support/recordingLogger";

/** How a provider behaves. */
interface Behaviour {
  readonly passMs: number;
  /** Changes the logits that the CPU computes. */
  readonly change?: (logit: number, token: number) => number;
  /** What happens instead of a pass. */
  readonly fails?: "at loading" | "at running" | "at loading again";
}

const vocabSize = 40;
const available = ["cpu", "webgpu", "cuda"];

/** Starts models that behave as the table says, and notes what was opened and closed. */
class Bench {
  readonly log: string[] = [];
  readonly logger = new RecordingLogger();
  /** Rows that were left in caches. */
  readonly leftRows: number[] = [];
  readonly #clock = new FakeClock();
  readonly #behaviours: Partial<Record<ExecutionProvider, Behaviour>>;

  constructor(behaviours: Partial<Record<ExecutionProvider, Behaviour>>) {
    this.#behaviours = behaviours;
  }

  start(wanted: ExecutionProvider): ReturnType<typeof startModel> {
    return startModel({
      wanted,
      available,
      start: (provider) => Promise.resolve().then(() => this.#open(provider)),
      clock: this.#clock,
      logger: this.logger,
    });
  }

  #open(provider: ExecutionProvider): RunningModel {
    const behaviour = this.#behaviours[provider];
    if (behaviour === undefined || behaviour.fails === "at loading") {
      throw new Error(`no ${provider} here`);
    }
    if (behaviour.fails === "at loading again" && this.log.includes(`open ${provider}`)) {
      throw new Error("its memory is gone");
    }
    this.log.push(`open ${provider}`);
    const { passMs, change = (logit: number) => logit } = behaviour;
    const usual = hashLogits({ seed: 1, vocabSize });
    const logitsOf: LogitsOf = (context) => Float32Array.from(usual(context), change);
    const model = new FakeModel({ vocabSize, logitsOf });
    model.beforeForward = () => {
      if (behaviour.fails === "at running") throw new Error("an operator is missing");
      this.#clock.nowMs += passMs;
    };
    const close = (): Promise<void> => {
      this.log.push(`close ${provider}`);
      this.leftRows.push(model.cachedLength);
      return Promise.resolve();
    };
    return { model, close };
  }
}

describe("startModel", () => {
  it("starts once on the CPU, without a trial", async () => {
    const bench = new Bench({ cpu: { passMs: 20 } });
    const { provider, model } = await bench.start("cpu");
    expect(provider).toBe("cpu");
    expect(model).toMatchObject({ numForwards: 0 });
    expect(bench.log).toEqual(["open cpu"]);
  });

  it("takes a provider that is faster and computes the same, one session at a time", async () => {
    const bench = new Bench({ cpu: { passMs: 20 }, webgpu: { passMs: 5 } });
    expect(await bench.start("webgpu")).toMatchObject({ provider: "webgpu" });
    expect(bench.log.join()).toBe("open webgpu,close webgpu,open cpu,close cpu,open webgpu");
    expect(bench.leftRows).toEqual([0, 0]);
    expect(bench.logger.messagesOf("info").join()).toContain(
      "on webgpu: 5.0 ms for one token and 5.0 ms for 8; the CPU 20.0 ms",
    );
  });

  it("lets logits be rounded otherwise, and shifted as a whole", async () => {
    const change = (logit: number, token: number): number => logit + 7 + (token % 2) * 0.1;
    const bench = new Bench({ cpu: { passMs: 20 }, webgpu: { passMs: 5, change } });
    expect(await bench.start("webgpu")).toMatchObject({ provider: "webgpu" });
  });

  it.each<[string, ExecutionProvider, Behaviour | undefined, string]>([
    ["is not there", "coreml", undefined, "is not there on this platform, which has cpu, webgpu"],
    [
      "cannot be loaded",
      "cuda",
      { passMs: 1, fails: "at loading" },
      "cannot run it (no cuda here)",
    ],
    ["cannot run the model", "cuda", { passMs: 1, fails: "at running" }, "an operator is missing"],
    ["is slower", "webgpu", { passMs: 30 }, "is no faster: 30.0 ms for one token"],
    ["is as fast", "webgpu", { passMs: 20 }, "is no faster"],
    [
      "computes other numbers",
      "webgpu",
      { passMs: 5, change: (logit, token) => logit * (token % 3) },
      "computes other numbers",
    ],
    ["computes no numbers", "webgpu", { passMs: 5, change: () => NaN }, "computes other numbers"],
    [
      "starts once only",
      "webgpu",
      { passMs: 5, fails: "at loading again" },
      "could be started once and not again (its memory is gone)",
    ],
  ])(
    "leaves a provider that %s, says why, and keeps nothing of it open",
    async (_, wanted, behaviour, why) => {
      const table = behaviour === undefined ? {} : { [wanted]: behaviour };
      const bench = new Bench({ cpu: { passMs: 20 }, ...table });
      const { provider, model } = await bench.start(wanted);
      expect(provider).toBe("cpu");
      expect(model.cachedLength).toBe(0);
      expect(bench.log.filter((line) => line.endsWith(wanted)).length % 2).toBe(0);
      expect(bench.log.at(-1)).toBe("open cpu");
      const [message, ...others] = bench.logger.messagesOf("warn");
      expect(others).toEqual([]);
      expect(message).toContain(`The model runs on the CPU: ${wanted} `);
      expect(message).toContain(why);
    },
  );

  it("fails where the CPU does", async () => {
    await expect(new Bench({}).start("cpu")).rejects.toThrow("no cpu here");
    await expect(new Bench({ cuda: { passMs: 1 } }).start("cuda")).rejects.toThrow("no cpu here");
  });
});
