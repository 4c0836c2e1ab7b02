import { readdirSync } from "node:fs";
import path from "node:path";
import { legOfRun } from "./harness/legOfRun";
import { writeReport } from "./harness/report";
import { runMocha } from "./harness/runMocha";

/** Beginnings of the names of those that take long and find the same in a package as in the sources. */
const fromSourcesOnly = ["typist", "faults", "panel", "media"];

/**
 * Runs the tests that drive a browser, in one leg, and writes their report. A process of its own, so that one that hangs can be ended.
 * Called by main.ts with the file of the report, and perhaps a part of the names of the files to run.
 */
async function main(report: string, part = ""): Promise<void> {
  const folder = path.join(__dirname, "ui");
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ui.ts") && file.includes(part) && isOfLeg(file))
    .map((file) => path.join(folder, file));
  writeReport(report, { results: await runMocha(files, 120_000, console.log) });
}

function isOfLeg(file: string): boolean {
  const isSlow = fromSourcesOnly.some((name) => file.startsWith(name));
  return legOfRun().origin === "checkout" || !isSlow;
}

const [report, part] = process.argv.slice(2);
if (report === undefined) throw new Error("Run test/e2e/main.ts instead.");
void main(report, part);
