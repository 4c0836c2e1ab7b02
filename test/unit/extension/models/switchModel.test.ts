import { describe, expect, it } from "vitest";
import { ForetypeError } from "../../../../src/core/errors";
import type { ModelDescription } from "../../../../src/core/model/modelDescription";
import type { OpenWatch } from "../../../../src/extension/engineConnection";
import type { EngineState } from "../../../../src/extension/engineState";
import { switchModel } from "../../../../src/extension/models/switchModel";
import type { OpenResult } from "../../../../src/protocol/engineApi";
import { openedModel, seedParams } from "../../../support/fakeEngineProcess";
import { aDescription, FakeModelUi } from "../../../support/modelFixtures";

class Bench {
  readonly ui = new FakeModelUi();
  readonly kept: string[] = [];
  readonly opened: string[] = [];
  state: EngineState = { kind: "ready", opened: openedModel() };
  description: ModelDescription | Error = aDescription();
  open: (watch: OpenWatch) => Promise<OpenResult> = () =>
    Promise.resolve(openedModel({ name: "Qwen", msPerToken: 22, msPerPromptToken: 4.6 }));
  freeBytes = 16e9;

  switch(): Promise<boolean> {
    return switchModel(
      { reference: "ollama/qwen", name: "Qwen" },
      {
        engine: {
          state: this.state,
          describe: () =>
            this.description instanceof Error
              ? Promise.reject(this.description)
              : Promise.resolve(this.description),
          open: ({ model }, watch) => {
            this.opened.push(model);
            return this.open(watch ?? {});
          },
        },
        ui: this.ui,
        paramsOf: (model) => ({ ...seedParams, model }),
        keep: (reference) => {
          this.kept.push(reference);
          return Promise.resolve();
        },
        freeBytes: () => this.freeBytes,
      },
    );
  }
}

describe("switchModel", () => {
  it("opens the model with its progress, keeps the choice and says how fast it is", async () => {
    const bench = new Bench();
    bench.open = ({ onProgress }) => {
      onProgress?.({ stage: "converting", done: 1, total: 4 });
      onProgress?.({ stage: "loading", done: 0, total: 1 });
      return Promise.resolve(openedModel({ name: "Qwen", msPerToken: 22, msPerPromptToken: 4.6 }));
    };
    expect(await bench.switch()).toBe(true);
    expect(bench.opened).toEqual(["ollama/qwen"]);
    expect(bench.kept).toEqual(["ollama/qwen"]);
    expect(bench.ui.said).toEqual([
      "Opening Qwen: converting model 25 % 0.25",
      "Opening Qwen: loading model ?",
      "Qwen is open. In a short trial it took 22 ms a token, and 2760 ms for a prompt of 600 tokens.",
    ]);
  });

  it("says that a model is blind to what follows", async () => {
    const bench = new Bench();
    bench.open = () => Promise.resolve(openedModel({ hasFim: false }));
    await bench.switch();
    expect(bench.ui.said.join()).toContain("does not see the text after the cursor");
  });

  it("asks before it takes more than half of the free memory, and takes no for an answer", async () => {
    const bench = new Bench();
    bench.freeBytes = 2e9;
    bench.ui.isWilling = false;
    expect(await bench.switch()).toBe(false);
    expect(bench.ui.said).toEqual([
      "Open? Qwen takes about 900 MB of memory, and 1.4 GB while it is loaded. 2.1 GB are free now.",
    ]);
    expect(bench.opened).toEqual([]);
    bench.ui.isWilling = true;
    expect(await bench.switch()).toBe(true);
  });

  it("counts the memory of a model that drafts", async () => {
    const bench = new Bench();
    bench.freeBytes = 3.5e9;
    await bench.switch();
    expect(bench.ui.said.join()).not.toContain("Open?");
    bench.description = aDescription({ draft: aDescription() });
    await bench.switch();
    expect(bench.ui.said.join()).toContain("1.8 GB of memory, and 2.3 GB while it is loaded");
  });

  it("keeps neither model nor setting when it fails, and says why", async () => {
    const bench = new Bench();
    bench.open = () => Promise.reject(new ForetypeError("model/corrupt", "It is cut short."));
    expect(await bench.switch()).toBe(false);
    expect(bench.kept).toEqual([]);
    expect(bench.ui.said).toEqual(["! Qwen was not opened. It is cut short."]);
  });

  it("does not open what cannot be described", async () => {
    const bench = new Bench();
    bench.description = new ForetypeError("model/unsupported", "It is a Mamba.");
    expect(await bench.switch()).toBe(false);
    expect(bench.opened).toEqual([]);
    expect(bench.ui.said).toEqual(["! Qwen was not opened. It is a Mamba."]);
  });

  it("passes a stop on to the engine, and is silent about it", async () => {
    const bench = new Bench();
    bench.open = ({ signal }) => {
      bench.ui.stop();
      expect(signal?.aborted).toBe(true);
      return Promise.reject(new ForetypeError("user/cancelled", "stopped"));
    };
    expect(await bench.switch()).toBe(false);
    expect(bench.kept).toEqual([]);
    expect(bench.ui.said).toEqual([]);
  });

  it("opens without asking the engine where there is none yet", async () => {
    const bench = new Bench();
    bench.state = { kind: "failed", code: "model/missing", sentence: "gone" };
    bench.description = new Error("nobody answers");
    expect(await bench.switch()).toBe(true);
  });
});
