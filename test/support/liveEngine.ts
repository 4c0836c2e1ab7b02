import { rm } from "node:fs/promises";
import path from "node:path";
import type { Outcome } from "../../src/core/complete/outcome";
import {
  defaultOptions,
  type CompletionOptions,
  type CompletionRequest,
} from "../../src/core/complete/request";
import { EngineClient } from "../../src/extension/engineClient";
import type { EngineClientParams } from "../../src/extension/engineClientParams";
import type { EngineProcess } from "../../src/extension/engineProcess";
import { forkEngine } from "../../src/extension/forkEngine";
import type { EngineState } from "../../src/extension/engineState";
import { aRequest } from "./completionFixtures";
import { RecordingLogger } from "./recordingLogger";

/** A client over real processes that remembers them and its states. Disposing leaves them. */
export class LiveEngine {
  readonly log = new RecordingLogger();
  readonly states: EngineState["kind"][] = [];
  readonly client: EngineClient;
  readonly #processes: EngineProcess[] = [];

  /** Processes are the client's own unless `startProcess` says otherwise. */
  constructor(params: Omit<EngineClientParams, "log">) {
    const { startProcess = forkEngine } = params;
    this.client = new EngineClient({
      ...params,
      log: this.log,
      startProcess: (...args) => {
        const engine = startProcess(...args);
        this.#processes.push(engine);
        return engine;
      },
    });
    this.client.onStateChange(({ kind }) => {
      // How far it is with loading is told too.
      if (kind !== this.states.at(-1)) this.states.push(kind);
    });
  }

  /** Ids of the processes that it has had, oldest first. */
  get pids(): readonly number[] {
    return this.#processes.flatMap(({ pid }) => pid ?? []);
  }

  /** The process of the present life. */
  get pid(): number {
    const pid = this.pids.at(-1);
    if (pid === undefined) throw new Error("no process was started");
    return pid;
  }

  /** Resolves when the client is in the state, with nothing else on its way; at once if it is already. */
  reaches(kind: EngineState["kind"]): Promise<EngineState> {
    return new Promise((resolve) => {
      const isThere = (state: EngineState): boolean =>
        state.kind === kind && !(state.kind === "ready" && state.opening !== undefined);
      if (isThere(this.client.state)) {
        resolve(this.client.state);
        return;
      }
      const subscription = this.client.onStateChange((state) => {
        if (!isThere(state)) return;
        subscription.dispose();
        resolve(state);
      });
    });
  }

  async start(): Promise<this> {
    this.client.start();
    await this.reaches("ready");
    return this;
  }

  complete(
    request: Partial<CompletionRequest>,
    options: Partial<CompletionOptions> = {},
    signal?: AbortSignal,
  ): Promise<Outcome> {
    return this.client.complete(aRequest(request), { ...defaultOptions, ...options }, signal);
  }
}

/** Whether a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when `condition` holds; rejects when it does not within `limitMs`. */
export async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end)
      throw new Error(`not within ${limitMs} ms: ${condition.toString()}`);
    await pause(10);
  }
}

/** Lets other processes go on for a while. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Removes the folder of a bundle. */
export async function removeBundle(bundle: string): Promise<void> {
  await rm(path.dirname(bundle), { recursive: true, force: true });
}
