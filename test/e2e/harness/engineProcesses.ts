import { readdirSync, readFileSync } from "node:fs";
import { until } from "./until";

/** How long an engine may take to start after the last one was lost. The client waits a few seconds before the third start. */
const startMs = 60_000;

/** Ids of the engine processes that a host's process group has. Linux only, like the rest of these tests. */
export function engineProcesses(group: number): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isEngine(pid, group));
}

/** Waits until the group has exactly one engine, other than `before`, and returns its id. */
export async function waitForEngine(group: number, before?: number): Promise<number> {
  let found: readonly number[] = [];
  await until(
    "there is one new engine process",
    () => {
      found = engineProcesses(group);
      return found.length === 1 && found[0] !== before;
    },
    startMs,
  );
  return Number(found[0]);
}

function isEngine(pid: number, group: number): boolean {
  try {
    // The name before the state is in brackets and may have spaces; the group is the third field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return Number(fields[2]) === group && command[1]?.endsWith("dist/engine.js") === true;
  } catch {
    // It ended while it was looked at.
    return false;
  }
}
