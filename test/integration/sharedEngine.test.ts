import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EngineClientParams } from "../../src/extension/engineClientParams";
import { defaultLimits } from "../../src/extension/engineLimits";
import { enginePlace } from "../../src/extension/share/enginePlace";
import { runtimeFolder, type UserPlace } from "../../src/extension/share/runtimeFolder";
import { shareEngine } from "../../src/extension/share/shareEngine";
import { buildBundle } from "../support/buildBundle";
import { aSuggestion } from "../support/completionFixtures";
import { seedParams } from "../support/fakeEngineProcess";
import { isAlive, LiveEngine, removeBundle, until } from "../support/liveEngine";

/** Real processes and sockets, between which a scripted engine runs: see test/support/engines. */
describe("windows that share an engine", () => {
  let enginePath = "";
  let folder = "";
  const windows: LiveEngine[] = [];

  beforeAll(async () => {
    enginePath = await buildBundle("test/support/engines/scriptedEngine.ts");
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "ft-"));
  });
  afterEach(async () => {
    const pids = new Set(windows.flatMap((window) => window.pids));
    for (const { client } of windows.splice(0)) client.dispose();
    for (const pid of pids) await until(() => !isAlive(pid));
    await rm(folder, { recursive: true });
  });
  afterAll(() => removeBundle(enginePath));

  function user(): UserPlace {
    const { platform } = process;
    const env = platform === "win32" ? { LOCALAPPDATA: folder } : {};
    return { platform, env, uid: process.getuid?.(), tempFolder: folder };
  }

  function window(changes: Partial<EngineClientParams> = {}): LiveEngine {
    const live = new LiveEngine({
      enginePath,
      model: seedParams,
      startProcess: (params, log, wish) => shareEngine(params, log, wish, user()),
      ...changes,
    });
    windows.push(live);
    return live;
  }

  async function twoWindows(): Promise<readonly [LiveEngine, LiveEngine]> {
    const two = [window(), window()] as const;
    await Promise.all(two.map((one) => one.start()));
    return two;
  }

  it("start one process, though they start at the same moment", async () => {
    const three = [window(), window(), window()];
    await Promise.all(three.map((one) => one.start()));
    expect(new Set(three.map(({ pid }) => pid)).size).toBe(1);
    expect(await Promise.all(three.map((one) => one.complete({ prefix: "a" })))).toEqual(
      three.map(() => aSuggestion("a!")),
    );
    for (const { log } of three) expect(log.messagesOf("warn")).toEqual([]);
  });

  it("go on when the one that started it leaves, and the last to leave ends it", async () => {
    const first = await window().start();
    const second = await window().start();
    const { pid } = first;
    first.client.dispose();
    expect(await second.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
    second.client.stop();
    await until(() => !isAlive(pid));
    second.client.start();
    await second.reaches("ready");
    expect(second.pid).not.toBe(pid);
  });

  it("find the same process again after a moment without a window", async () => {
    const first = await window({ env: { ...process.env, SCRIPTED_LINGER_MS: "3000" } }).start();
    first.client.stop();
    await first.start();
    expect(new Set(first.pids).size).toBe(1);
  });

  it("do not hinder each other in one document", async () => {
    const [first, second] = await twoWindows();
    const waiting = first.complete({ prefix: "wait" });
    const other = second.complete({ prefix: "a" });
    // It is the first window's next request that ends its own.
    expect(await first.complete({ prefix: "b" })).toEqual(aSuggestion("b!"));
    expect(await waiting).toMatchObject({ reason: "superseded" });
    expect(await other).toEqual(aSuggestion("a!"));
  });

  it("lose one suggestion each when it crashes, and meet in the next", async () => {
    const [first, second] = await twoWindows();
    const { pid } = first;
    const [one, other] = await Promise.all([
      first.complete({ prefix: "crash" }),
      second.complete({ prefix: "a" }),
    ]);
    expect(one).toMatchObject({ reason: "engineDown", detail: "The engine process ended." });
    // It was answered before, or has gone with it.
    expect(["suggestion", "none"]).toContain(other.kind);
    await until(() => second.client.state.kind !== "ready");
    await Promise.all([first.reaches("ready"), second.reaches("ready")]);
    expect(first.pid).toBe(second.pid);
    expect(first.pid).not.toBe(pid);
    expect(await second.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
  });

  it("are rid of one that hangs as soon as one of them notices", async () => {
    const patient = await window().start();
    const second = window({ limits: { ...defaultLimits, requestMs: 300 } });
    await second.start();
    const { pid } = patient;
    expect(await second.complete({ prefix: "block" })).toMatchObject({ reason: "timedOut" });
    await until(() => !isAlive(pid));
    await until(() => patient.client.state.kind !== "ready");
    await Promise.all([patient.reaches("ready"), second.reaches("ready")]);
    expect(await patient.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
  });

  it("are restarted together", async () => {
    const [first, second] = await twoWindows();
    const { pid } = first;
    first.client.restart();
    await until(() => !isAlive(pid));
    await until(() => second.client.state.kind !== "ready");
    await Promise.all([first.reaches("ready"), second.reaches("ready")]);
    expect(first.pid).toBe(second.pid);
  });

  it("suffer once from a model that ends the process: its window goes on alone", async () => {
    const good = await window().start();
    const bad = window({ model: { ...seedParams, model: "crash" } });
    bad.client.start();
    expect(await bad.reaches("failed")).toMatchObject({ code: "engine/crashed" });
    await good.reaches("ready");
    expect(good.pids).toHaveLength(2);
    expect(await good.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
    expect(bad.log.messagesOf("info").join("\n")).toContain("an engine of its own");
  });

  it("have one each where no folder is private, and the log says why", async () => {
    await mkdir(runtimeFolder(user()));
    await chmod(runtimeFolder(user()), 0o777);
    const [first, second] = await twoWindows();
    expect(first.pid).not.toBe(second.pid);
    expect(await first.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
    for (const { log } of [first, second]) {
      expect(log.messagesOf("warn").join("\n")).toMatch(/of its own: .* open to other users/);
    }
  });

  it("have one each where nothing can listen", async () => {
    const { address } = await enginePlace({ enginePath }, user());
    await mkdir(address);
    const first = await window().start();
    expect(await first.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
    expect(first.log.messagesOf("warn").join("\n")).toContain("an engine of its own");
  });

  it("do not speak to a stranger at the address", async () => {
    const { address } = await enginePlace({ enginePath }, user());
    const heard: Buffer[] = [];
    const stranger = net.createServer((socket) => {
      socket.on("data", (bytes) => heard.push(bytes));
      socket.write(Buffer.alloc(68));
    });
    await new Promise<void>((resolve) => stranger.listen(address, resolve));
    try {
      const first = await window().start();
      expect(await first.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
      // Nonces, and no more.
      for (const bytes of heard) expect(bytes).toHaveLength(32);
    } finally {
      stranger.close();
    }
  });

  it("let nobody in who does not know the token", async () => {
    const { log, pid } = await window().start();
    const { address } = await enginePlace({ enginePath }, user());
    const socket = net.connect(address);
    socket.resume();
    socket.write(Buffer.alloc(64));
    await once(socket, "close");
    await until(() => log.messagesOf("debug").join("\n") !== "");
    expect(log.messagesOf("warn").join("\n")).toContain("refused: Somebody without the token");
    expect(isAlive(pid)).toBe(true);
  });

  it("say what is wrong with the program that they cannot run", async () => {
    const live = window({ execPath: "/no/such/node" });
    live.client.start();
    expect(await live.reaches("failed")).toMatchObject({ code: "user/bad-setting" });
  });

  it("find an engine whose window was killed", async () => {
    const { address, tokenFile } = await enginePlace({ enginePath }, user());
    const starter = fork(
      "-e",
      [
        `const child = require("node:child_process").fork(process.argv[1], process.argv.slice(2),
          { serialization: "advanced", detached: true, env: { ...process.env, SCRIPTED_LINGER_MS: "5000" } });
        child.on("message", () => process.send(child.pid));`,
        ...[enginePath, "--listen", address, tokenFile],
      ],
      { execArgv: [] },
    );
    const [pid] = (await once(starter, "message")) as [number];
    starter.kill("SIGKILL");
    await once(starter, "exit");
    const live = await window().start();
    expect(live.pid).toBe(pid);
    expect(await live.complete({ prefix: "print" })).toEqual(aSuggestion("print!"));
    expect(await live.complete({ prefix: "a" })).toEqual(aSuggestion("a!"));
  });
});
