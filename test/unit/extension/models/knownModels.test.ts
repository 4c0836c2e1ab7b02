import { describe, expect, it } from "vitest";
import { ForetypeError } from "../../../../src/core/errors";
import { KnownModels } from "../../../../src/extension/models/knownModels";
import { seedParams } from "../../../support/fakeEngineProcess";
import { aDescription } from "../../../support/modelFixtures";

class Bench {
  readonly asked: string[] = [];
  isEngineThere = true;
  readonly known = new KnownModels(
    {
      describe: ({ model }) => {
        this.asked.push(model);
        if (!this.isEngineThere) return Promise.reject(new ForetypeError("engine/down", "gone"));
        if (model === "bad") return Promise.reject(new ForetypeError("model/corrupt", "Cut short."));
        return Promise.resolve(aDescription({ id: model }));
      },
    },
    (model) => ({ ...seedParams, model }),
  );
}

const { signal } = new AbortController();

describe("KnownModels", () => {
  it("asks about each model once, and tells after each", async () => {
    const bench = new Bench();
    let numLearnt = 0;
    const onLearnt = (): void => {
      numLearnt += 1;
    };
    expect(bench.known.of("a")).toEqual({ kind: "none" });
    await bench.known.learn(["a", "bad"], signal, onLearnt);
    await bench.known.learn(["bad", "a"], signal, onLearnt);
    expect(bench.asked).toEqual(["a", "bad"]);
    expect(numLearnt).toBe(2);
    expect(bench.known.of("a")).toEqual({ kind: "described", description: aDescription({ id: "a" }) });
    expect(bench.known.of("bad")).toEqual({ kind: "refused", sentence: "Cut short." });
  });

  it("takes an engine that is not there for no answer", async () => {
    const bench = new Bench();
    bench.isEngineThere = false;
    await bench.known.learn(["a", "b"], signal);
    expect(bench.asked).toEqual(["a"]);
    expect(bench.known.of("a")).toEqual({ kind: "none" });
    bench.isEngineThere = true;
    await bench.known.learn(["a"], signal);
    expect(bench.known.of("a").kind).toBe("described");
  });

  it("stops when nobody looks any more, and forgets when asked to", async () => {
    const bench = new Bench();
    const ending = new AbortController();
    await bench.known.learn(["a", "b"], ending.signal, () => {
      ending.abort();
    });
    expect(bench.asked).toEqual(["a"]);
    bench.known.forget("a");
    expect(bench.known.of("a").kind).toBe("none");
    await bench.known.learn(["a"], signal);
    bench.known.forget();
    expect(bench.known.of("a").kind).toBe("none");
  });
});
