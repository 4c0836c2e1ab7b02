import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { installPackages } from "./installPackages.mjs";
import { installPrograms } from "./installPrograms.mjs";
import { stages } from "./stages.mjs";

/**
 * `npm test`: installs what it needs, runs every stage, and sums up. A stage that fails does not keep the later ones from running. Only
 * node's own modules are imported before the packages are there.
 */
const root = path.resolve(import.meta.dirname, "..");

/** Lines by which stages say what they counted: vitest's, and that of the end-to-end tests. */
const vitestLine = /^\s*Tests\s+(?:(\d+) failed)?[\s|]*(?:(\d+) passed)?/m;
const endToEndLine = /^(\d+) passed, (\d+) failed$/m;

/** Measurements, which are shown as they are. */
const noteLine = /^note: .*$/gm;

try {
  installPackages(console.log);
  installPrograms(console.log);
  process.exitCode = await runAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runAll() {
  const offline = offlinePrefix();
  const rows = [];
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    const begun = Date.now();
    const { output, isOk } = await run(stage, stage.isOffline === true ? offline : []);
    const counts = count(output, isOk);
    passed += counts.passed;
    failed += counts.failed;
    const seconds = ((Date.now() - begun) / 1000).toFixed(0);
    const row = `${counts.failed === 0 ? "ok    " : "FAILED"}  ${stage.name.padEnd(14)} ${seconds.padStart(5)} s  ${counts.words}`;
    rows.push(row);
    if (counts.failed > 0) console.log(output);
    console.log(row);
    const notes = output.match(noteLine) ?? [];
    if (notes.length > 0) console.log(notes.join("\n"));
  }
  console.log(`\nSummary\n${rows.join("\n")}\n\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** @returns {Promise<{ output: string, isOk: boolean }>} */
async function run(
  /** @type {import("./stages.mjs").Stage} */ stage,
  /** @type {readonly string[]} */ prefix,
) {
  const [program = "", ...args] = [...prefix, process.execPath, ...stage.command];
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (/** @type {Buffer} */ data) => (output += data.toString()));
  child.stderr.on("data", (/** @type {Buffer} */ data) => (output += data.toString()));
  const timer = setTimeout(() => {
    output += `\nEnded after ${stage.minutes} minutes.\n`;
    process.kill(-Number(child.pid), "SIGKILL");
  }, stage.minutes * 60_000);
  const [code] = /** @type {[number | null]} */ (await once(child, "close"));
  clearTimeout(timer);
  // Colours would hide the lines that are counted.
  return { output: output.replaceAll(/\u001b\[[\d;]*m/g, ""), isOk: code === 0 };
}

/** A stage that counts nothing is one test. One that ends badly has failed, whatever it counted. */
function count(/** @type {string} */ output, /** @type {boolean} */ isOk) {
  const vitest = vitestLine.exec(output);
  const endToEnd = endToEndLine.exec(output);
  const passed = Number(vitest?.[2] ?? endToEnd?.[1] ?? (isOk ? 1 : 0));
  let failed = Number(vitest?.[1] ?? endToEnd?.[2] ?? 0);
  if (!isOk && failed === 0) failed = 1;
  const isCounted = vitest !== null || endToEnd !== null;
  return { passed, failed, words: isCounted ? `${passed} passed, ${failed} failed` : "" };
}

/** What to put before a command to run it with the loopback address and no other network; nothing where that may not be done. */
function offlinePrefix() {
  if (process.platform !== "linux") return [];
  const args = ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
  if (spawnSync("unshare", [...args, "true"]).status === 0) return ["unshare", ...args];
  console.log("This machine does not let tests run without a network, so they run with it.");
  return [];
}
