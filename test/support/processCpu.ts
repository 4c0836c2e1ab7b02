import { readFile } from "node:fs/promises";

/** Linux counts processor time in ticks of 1/100 s for every program, whatever the kernel's own clock. */
const msPerTick = 10;

/** Processor time of all threads of a process since its start, in milliseconds, from Linux's /proc. */
export async function processCpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8");
  // The second field, a name in brackets, may hold spaces; utime and stime are the 14th and 15th of all.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}
