import { readdirSync } from "node:fs";
import path from "node:path";
import { allLegs, type Leg } from "./harness/leg";
import { legOfRun } from "./harness/legOfRun";
import { writeReport } from "./harness/report";
import { runMocha } from "./harness/runMocha";

/**
 * Beginnings of the names of those that take long and find the same in a package as in the sources. Unless they are named, they run in one
 * leg, that of the newest host.
 */
const slow = ["typist", "faults", "panel", "media"];

const newestHost = allLegs.at(-1)?.host;

/**
 * Runs the tests that drive a browser, in one leg, and writes their report. A process of its own, so that one that hangs can be ended.
 * Called by main.ts with the file of the report, and perhaps a part of the names of the files to run.
 */
async function main(report: string, part = ""): Promise<void> {
  const folder = path.join(__dirname, "ui");
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ui.ts") && file.includes(part))
    .filter((file) => !isSlow(file) || isForSlow(legOfRun(), part !== ""))
    .map((file) => path.join(folder, file));
  writeReport(report, { results: await runMocha(files, 120_000, console.log) });
}

function isSlow(file: string): boolean {
  return slow.some((name) => file.startsWith(name));
}

function isForSlow({ host, origin }: Leg, isNamed: boolean): boolean {
  return origin === "checkout" && (isNamed || host === newestHost);
}

const [report, part] = process.argv.slice(2);
if (report === undefined) throw new Error("Run test/e2e/main.ts instead.");
void main(report, part);
