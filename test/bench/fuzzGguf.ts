import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { messageOf } from "../../src/core/errors";
import { mutatedGguf } from "../support/ggufFuzz";
import { openHostileGguf } from "../support/openHostileGguf";

/*
 * Opens damaged GGUF files for a while: each is read whole, or refused with a sentence that names it, quickly and in little memory.
 * Run: npx tsx test/bench/fuzzGguf.ts SECONDS [FIRST_SEED]
 */

/** What one file may take, with room for a busy machine. */
const maxMs = 5000;
/** What all of them may take at once, beyond what the process had before. */
const maxMemoryBytes = 600 * 2 ** 20;

async function fuzz(seconds: number, firstSeed: number): Promise<boolean> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "foretype-fuzz-"));
  const file = path.join(folder, "model.gguf");
  const outcomes = new Map<string, number>();
  const begin = performance.now();
  const memoryBefore = process.resourceUsage().maxRSS * 1024;
  let seed = firstSeed;
  let slowestMs = 0;
  let numFaults = 0;
  const fault = (problem: string): void => {
    numFaults += 1;
    const kept = path.join(os.tmpdir(), `foretype-fuzz-${String(seed)}.gguf`);
    copyFileSync(file, kept);
    process.stdout.write(`seed ${String(seed)}: ${problem.slice(0, 500)} (${kept})\n`);
  };
  while (performance.now() - begin < seconds * 1000) {
    writeFileSync(file, mutatedGguf(seed));
    const opened = performance.now();
    try {
      const outcome = await openHostileGguf(file);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    } catch (error) {
      fault(error instanceof Error ? (error.stack ?? error.message) : messageOf(error));
    }
    const ms = performance.now() - opened;
    slowestMs = Math.max(slowestMs, ms);
    if (ms > maxMs) fault(`took ${ms.toFixed(0)} ms`);
    seed += 1;
  }
  rmSync(folder, { recursive: true });
  const memory = process.resourceUsage().maxRSS * 1024 - memoryBefore;
  process.stdout.write(
    `${String(seed - firstSeed)} files from seed ${String(firstSeed)} in ${seconds.toFixed(0)} s; slowest ${slowestMs.toFixed(0)} ms; ` +
      `memory +${(memory / 2 ** 20).toFixed(0)} MiB; faults ${String(numFaults)}\n`,
  );
  for (const [outcome, count] of [...outcomes].sort(([, a], [, b]) => b - a)) {
    process.stdout.write(`  ${outcome}: ${String(count)}\n`);
  }
  return numFaults === 0 && memory <= maxMemoryBytes;
}

const [seconds = "60", firstSeed = "1"] = process.argv.slice(2);
void fuzz(Number(seconds), Number(firstSeed)).then((isSound) => {
  process.exitCode = isSound ? 0 : 1;
});
