import { readdirSync, readFileSync } from "node:fs";
import type { RunningHost } from "../../../.ci/host/startHost.mjs";

/** Clock ticks in a second, which Linux has for all that it tells of processes. */
const ticksPerS = 100;

/** Seconds that a process has computed so far, in all of its threads. */
export function computedSeconds(pid: number): number {
  const fields = fieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS;
}

/** Ids of the extension hosts that a server has started. */
export function extensionHosts({ pid: group }: Pick<RunningHost, "pid">): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isExtensionHost(pid, group));
}

function isExtensionHost(pid: number, group: number): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return Number(fieldsOf(pid)[2]) === group && command.includes("--type=extensionHost");
  } catch {
    // It ended while it was looked at.
    return false;
  }
}

/** The fields behind the name, which is in brackets and may have spaces: the state is the first. */
function fieldsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
}
