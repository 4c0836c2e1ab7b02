import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CompletionRequest } from "../../src/core/complete/request";
import { shareEngine } from "../../src/extension/share/shareEngine";
import { defaultTuning, type EngineTuning, type ModelParams } from "../../src/protocol/engineApi";
import { buildBundle } from "../support/buildBundle";
import { isAlive, LiveEngine, removeBundle, until } from "../support/liveEngine";
import { graphsFolder, modelsFolder } from "../support/seedModel";

const seed: ModelParams = {
  model: "foretype-seed",
  modelsFolder,
  cacheFolder: graphsFolder,
  modelFolders: [],
  precision: "fp32",
  threads: 1,
  provider: "cpu",
};

/** A document whose prompt takes some passes. */
function requestIn(name: string, typed = ""): CompletionRequest {
  const lines = Array.from(
    { length: 30 },
    (_, line) => `export const ${name}${String(line)} = (value) => value * ${String(line)};\n`,
  );
  return {
    documentId: `file:///${name}.ts`,
    path: `src/${name}.ts`,
    prefix: `${lines.join("")}export function sum(values) {\n  let total = 0;\n  ${typed}`,
    suffix: "\n  return total;\n}\n",
    shape: "line",
  };
}

/** Two windows, one process, and the embedded model. */
describe("windows that share a model", () => {
  let enginePath = "";
  let folder = "";
  const windows: LiveEngine[] = [];

  beforeAll(async () => {
    enginePath = await buildBundle("src/engine/main.ts");
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "ft-"));
  });
  afterEach(async () => {
    const pids = new Set(windows.flatMap(({ pids }) => pids));
    for (const { client } of windows.splice(0)) client.dispose();
    // It would linger.
    for (const pid of pids) if (isAlive(pid)) process.kill(pid);
    await rm(folder, { recursive: true });
  });
  afterAll(() => removeBundle(enginePath));

  function window(tuning: Partial<EngineTuning> = {}, model = seed): LiveEngine {
    const user = {
      platform: process.platform,
      env: { LOCALAPPDATA: folder },
      uid: process.getuid?.(),
      tempFolder: folder,
    };
    const live = new LiveEngine({
      enginePath,
      model,
      tuning: () => ({ ...defaultTuning, ...tuning }),
      startProcess: (params, log, wish) => shareEngine(params, log, wish, user),
    });
    windows.push(live);
    return live;
  }

  it("get what a fresh model of their own would give, and read no document twice", async () => {
    const first = await window().start();
    const second = await window().start();
    expect(second.pid).toBe(first.pid);
    const visits = [
      [first, "one", ""],
      [second, "two", ""],
      [first, "one", "for "],
      [second, "two", "for "],
      [first, "three", ""],
      [second, "two", "for (const "],
      [first, "one", "for (const "],
    ] as const;
    const seen = new Set<string>();
    for (const [window, name, typed] of visits) {
      const request = requestIn(name, typed);
      const shared = await window.complete(request);
      const alone = new LiveEngine({ enginePath, model: seed });
      windows.push(alone);
      await alone.start();
      const fresh = await alone.complete(request, { strategy: "autoregressive" });
      alone.client.dispose();
      expect(shared.kind).toBe("suggestion");
      expect(shared).toMatchObject(fresh.kind === "suggestion" ? { text: fresh.text } : {});
      const { numPromptTokens = 0, numReusedTokens = 0 } = shared.stats ?? {};
      if (seen.has(name)) expect(numReusedTokens / numPromptTokens).toBeGreaterThan(0.5);
      seen.add(name);
    }
  });

  it("read documents again where nothing may be kept of them", async () => {
    const live = await window({ documentBytes: 0 }).start();
    for (const name of ["one", "two"]) await live.complete(requestIn(name));
    const { stats } = await live.complete(requestIn("one", "for "));
    expect(Number(stats?.numReusedTokens)).toBeLessThan(50);
  });

  it("find their model loaded again by the next request after it was unloaded", async () => {
    const live = await window({ unloadAfterMs: 500 }).start();
    const other = await window({ unloadAfterMs: 500 }).start();
    const before = await live.complete(requestIn("one"));
    for (const { client } of [live, other]) {
      await until(() => client.state.kind === "ready" && client.state.isResting === true);
    }
    const after = await other.complete(requestIn("one"));
    expect(after).toMatchObject({ kind: "suggestion" });
    expect(before).toMatchObject(after.kind === "suggestion" ? { text: after.text } : {});
    expect(after.stats?.numReusedTokens).toBe(0);
    expect(live.pid).toBe(other.pid);
  });

  it("may have a model each", async () => {
    const first = await window().start();
    const second = await window({}, { ...seed, precision: "int8" }).start();
    expect(second.pid).toBe(first.pid);
    for (const [live, precision] of [
      [first, "fp32"],
      [second, "int8"],
    ] as const) {
      expect(live.client.state).toMatchObject({ opened: { precision } });
      expect(await live.complete(requestIn("one"))).toMatchObject({ kind: "suggestion" });
    }
  });

  it.runIf(process.platform !== "win32")("let other programs go first", async () => {
    const live = await window().start();
    const own = os.getPriority();
    expect(os.getPriority(live.pid)).toBe(
      Math.max(own, os.constants.priority.PRIORITY_BELOW_NORMAL),
    );
  });

  it("lose one suggestion when the process is killed, and meet again", async () => {
    const first = await window().start();
    const second = await window().start();
    const { pid } = first;
    const killed = first.complete(requestIn("killed"));
    process.kill(pid, "SIGKILL");
    expect(await killed).toMatchObject({ kind: "none", reason: "engineDown" });
    await Promise.all([first.reaches("ready"), until(() => second.pid !== pid)]);
    await second.reaches("ready");
    expect(second.pid).toBe(first.pid);
    expect(await second.complete(requestIn("one"))).toMatchObject({ kind: "suggestion" });
  });
});
