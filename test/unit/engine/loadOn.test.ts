import { describe, expect, it } from "vitest";
import type { ExecutionProvider } from "../../../src/core/model/executionProvider";
import { loadOn } from "../../../src/engine/loadOn";
import { FakeClock } from "../../support/fakeClock";
import { FakeModel, hashLogits } from "../../support/fakeModel";
import { RecordingLogger } from "../../support/recordingLogger";

/** Loads models whose passes take what the table says; a provider that is not there fails. */
class Bench {
  readonly log: string[] = [];
  readonly logger = new RecordingLogger();
  readonly #clock = new FakeClock();
  readonly #passMs: Partial<Record<ExecutionProvider, number>>;

  constructor(passMs: Partial<Record<ExecutionProvider, number>>) {
    this.#passMs = passMs;
  }

  load(wanted: ExecutionProvider) {
    return loadOn(wanted, (provider) => Promise.resolve(this.#open(provider)), {
      clock: this.#clock,
      logger: this.logger,
    });
  }

  #open(provider: ExecutionProvider) {
    const passMs = this.#passMs[provider];
    if (passMs === undefined) throw new Error(`no ${provider} here`);
    this.log.push(`open ${provider}`);
    const logitsOf = hashLogits({ seed: 1, vocabSize: 16 });
    const model = new FakeModel({ vocabSize: 16, logitsOf });
    model.beforeForward = () => {
      if (passMs < 0) throw new Error("an operator is missing");
      this.#clock.nowMs += passMs;
    };
    const close = (): Promise<void> => {
      this.log.push(`close ${provider}`);
      return Promise.resolve();
    };
    return { model, close };
  }
}

describe("loadOn", () => {
  it("loads once for the CPU", async () => {
    const bench = new Bench({ cpu: 20 });
    expect(await bench.load("cpu")).toMatchObject({ provider: "cpu", speed: { msPerToken: 20 } });
    expect(bench.log).toEqual(["open cpu"]);
  });

  it("takes the provider that is wanted where it is faster", async () => {
    const bench = new Bench({ cpu: 20, webgpu: 5 });
    expect(await bench.load("webgpu")).toMatchObject({
      provider: "webgpu",
      speed: { msPerToken: 5 },
    });
    expect(bench.log.join()).toBe("open webgpu,close webgpu,open cpu,close cpu,open webgpu");
    expect(bench.logger.messagesOf("info").join()).toContain("5.0 ms a token, the CPU 20.0");
  });

  it("leaves it where it is slower, and says so", async () => {
    const bench = new Bench({ cpu: 20, webgpu: 30 });
    expect(await bench.load("webgpu")).toMatchObject({ provider: "cpu" });
    expect(bench.log.join()).toBe("open webgpu,close webgpu,open cpu");
    expect(bench.logger.messagesOf("warn").join()).toContain("webgpu is no faster");
  });

  it.each([
    ["cannot be loaded", {}, "no cuda here"],
    ["cannot run the model", { cuda: -1 }, "an operator is missing"],
  ])("leaves one that %s, says why, and keeps nothing of it open", async (_, others, why) => {
    const bench = new Bench({ cpu: 20, ...others });
    expect(await bench.load("cuda")).toMatchObject({ provider: "cpu" });
    expect(bench.log.filter((line) => line.includes("cuda")).length % 2).toBe(0);
    expect(bench.logger.messagesOf("warn").join()).toContain(why);
  });

  it("fails where the CPU does", async () => {
    await expect(new Bench({}).load("webgpu")).rejects.toThrow("no cpu here");
  });
});
