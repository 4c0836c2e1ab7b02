import { readdirSync, readFileSync } from "node:fs";
import type { RunningHost } from "../../../.ci/host/startHost.mjs";
import { until } from "./until";

/** How long an engine may take to start after the last one was lost. The client waits a few seconds before the third start. */
const startMs = 60_000;

/** How long a killed process may take to be gone. */
const endMs = 5_000;

/** What tells a host's engines from others. */
type EngineHost = Pick<RunningHost, "pid" | "runtimeFolder">;

/** Ids of the engine processes that serve a host's windows. Linux only, like the rest of these tests. */
export function engineProcesses(host: EngineHost): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isEngine(pid, host));
}

/** Waits until the host has exactly one engine, other than `before`, and returns its id. */
export async function waitForEngine(host: EngineHost, before?: number): Promise<number> {
  let found: readonly number[] = [];
  await until(
    "there is one new engine process",
    () => {
      found = engineProcesses(host);
      return found.length === 1 && found[0] !== before;
    },
    startMs,
  );
  return Number(found[0]);
}

/** Ends what would wait for more windows. To be called once the host has ended, and nothing starts another one. */
export async function endEngines(host: EngineHost): Promise<void> {
  for (const pid of engineProcesses(host)) process.kill(pid, "SIGKILL");
  await until("no engine is left", () => engineProcesses(host).length === 0, endMs);
}

/** Whether the process is the host's shared engine, which has an address in its folder, or a window's own, which is in its group. */
function isEngine(pid: number, { pid: group, runtimeFolder }: EngineHost): boolean {
  try {
    // The name before the state is in brackets and may have spaces; the group is the third field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    const [, program, mode, address] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (program?.endsWith("dist/engine.js") !== true) return false;
    return mode === "--listen"
      ? address?.startsWith(runtimeFolder) === true
      : Number(fields[2]) === group;
  } catch {
    // It ended while it was looked at.
    return false;
  }
}
