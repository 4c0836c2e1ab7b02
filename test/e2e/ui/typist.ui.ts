import { equal, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import { SeededRandom } from "../../../src/cli/seededRandom";
import { waitForEngine } from "../harness/engineProcesses";
import { loggedRequests, type LoggedRequest } from "../harness/hostLog";
import { legName } from "../harness/leg";
import { legOfRun } from "../harness/legOfRun";
import { resultsFolder, testExtensions } from "../harness/paths";
import { computedSeconds, extensionHosts } from "../harness/processTime";
import { Typist, typistSettings } from "../harness/typist/typist";
import type { HoleSizes } from "../harness/typist/holes";
import { textOf, typistFiles, type TypistFile } from "../harness/typist/typistFiles";
import { typingFigures, type TypingFigures } from "../harness/typist/typingFigures";
import { latencyWords, typingPage } from "../harness/typist/typingReport";
import { useWorkbench, type UsedWorkbench } from "../harness/useWorkbench";

/** Keys that are typed with Foretype and with the provider that answers at once. FORETYPE_TYPIST_KEYS asks for another number. */
const numKeys = Number(process.env["FORETYPE_TYPIST_KEYS"] ?? 150);
const isLong = numKeys >= 1_000;

/** Another model than the embedded one, by its file. */
const model = process.env["FORETYPE_TYPIST_MODEL"];

/** How long a user reads without typing. */
const readingMs = 20_000;

/** A long session is as many tests as a short one. */
const sessionMs = 60_000 + numKeys * 1_500;

const seed = 7;

/** A short session types a line in each of the first files, which are of five languages. */
const shortRun: Run = {
  numKeys: 150,
  files: typistFiles.slice(0, 5),
  sizes: { numHoles: 1, numLines: 1 },
};

const run: Run = isLong
  ? { numKeys, files: typistFiles, sizes: { numHoles: 2, numLines: 2 } }
  : { ...shortRun, numKeys };

/** How much is typed, and where. */
interface Run {
  readonly numKeys: number;
  readonly files: readonly TypistFile[];
  readonly sizes: HoleSizes;
}

let floor: TypingFigures | undefined;
let figures: TypingFigures | undefined;
let readingCpu = NaN;

/** Types in all files, and again in other places until so many keys are typed. Looks at each whether it is what it was. */
async function session(
  { workbench, session: { workspace } }: UsedWorkbench,
  { numKeys: numWanted, files, sizes }: Run,
): Promise<TypingFigures> {
  const typist = new Typist(workbench, workspace, new SeededRandom(seed));
  const log = (): readonly LoggedRequest[] => loggedRequests(path.dirname(workspace))[0] ?? [];
  const numBefore = log().length;
  for (let round = 0; typist.numKeys < numWanted; round++) {
    for (const [index, file] of files.entries()) {
      const text = textOf(file);
      const name = `src/typed${round}-${index}${path.extname(file.file)}`;
      equal(await typist.fill(name, text, sizes), text, file.file);
    }
  }
  return typingFigures(await typist.work(), log().slice(numBefore));
}

suite("a typist beside a provider that answers at once", () => {
  const used = useWorkbench({ extension: testExtensions.instant, settings: typistSettings });

  suiteSetup(() => used().workbench.waitForFirstSuggestion("t"));

  test("is measured, for what the editor itself takes", async function () {
    this.timeout(sessionMs);
    floor = await session(used(), shortRun);
    ok(floor.keyToGhost.n > 20);
  });
});

suite("a typist", () => {
  const used = useWorkbench({
    settings: { ...typistSettings, ...(model !== undefined && { "foretype.model": model }) },
    logs: true,
  });

  suiteSetup(() => used().workbench.warmUp());

  test("gets real files written with suggestions, and every character is the one that was meant", async function () {
    this.timeout(sessionMs);
    figures = await session(used(), run);
    ok(figures.keyToGhost.n >= 10, "there were hardly any suggestions");
  });

  test("sees hardly a suggestion give way to another without a key", () => {
    const { unsteady = [], numKeys: numTyped = 0 } = figures ?? {};
    // After Backspace the editor itself goes on showing what it has, with the removed letter before it, until there is an answer.
    const typed = unsteady.filter(([key]) => key !== "Backspace");
    ok(typed.length <= 0.03 * numTyped, JSON.stringify(typed));
  });

  test("has the model asked at some of the keys only", () => {
    const { numInferences = Infinity, numKeys: numTyped = 0 } = figures ?? {};
    // Where a machine is too busy to answer between two keys, each key asks anew.
    ok(
      numInferences < 0.75 * numTyped,
      `the model was asked at ${numInferences} of ${numTyped} keys`,
    );
  });

  test("waits little longer than for a provider that answers at once", () => {
    // Far above what is measured on a machine that has nothing else to do.
    const late = (figures?.keyToGhost.p50Ms ?? Infinity) - (floor?.keyToGhost.p50Ms ?? NaN);
    ok(late < 400, `half of the suggestions came ${late.toFixed(0)} ms later`);
  });

  test("who only reads leaves the machine alone", async function () {
    this.timeout(60_000 + readingMs);
    readingCpu = await readFor(used(), readingMs);
    // A larger model reads what is at the cursor, wherever it rests for longer.
    const most = model === undefined ? 25 : 100;
    ok(readingCpu < most, `${readingCpu.toFixed(1)} % of a core`);
  });

  suiteTeardown(() => {
    if (floor === undefined || figures === undefined) return;
    const leg = legName(legOfRun());
    const load = loadavg()[0] ?? NaN;
    const report = { leg, files: run.files, floor, figures, readingCpu, load };
    const folder = path.join(resultsFolder, leg);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "typist.json"), JSON.stringify(report, null, 2));
    writeFileSync(path.join(folder, "typist.md"), typingPage(report));
    console.log(
      `note: typist, ${leg}, ${figures.numKeys} keys: key to suggestion ${latencyWords(figures.keyToGhost)}, ` +
        `floor ${latencyWords(floor.keyToGhost)}, model asked at ${figures.numInferences} keys, ` +
        `${figures.numAccepted} of ${figures.numShown} accepted, reading ${readingCpu.toFixed(1)} % of a core`,
    );
  });
});

/** Reads a file for a while: scrolls, and moves the cursor now and then. Returns what that cost, in per cent of a core. */
async function readFor(
  { workbench, session: { host } }: UsedWorkbench,
  ms: number,
): Promise<number> {
  const { page } = workbench;
  const [file] = typistFiles;
  await workbench.openFile("src/read.ts", file === undefined ? "" : textOf(file));
  const processes = [await waitForEngine(host), ...extensionHosts(host)];
  equal(processes.length, 2);
  const computed = (): number => processes.reduce((sum, pid) => sum + computedSeconds(pid), 0);
  await page.keyboard.press("Control+Home");
  // What opening the file brought with it is not reading.
  await page.waitForTimeout(2_000);
  const [before, begunMs] = [computed(), Date.now()];
  for (let step = 0; Date.now() - begunMs < ms; step++) {
    await page.mouse.move(480, 300);
    await page.mouse.wheel(0, step % 6 < 3 ? 120 : -120);
    if (step % 5 === 0) await page.keyboard.press(step % 2 === 0 ? "ArrowDown" : "ArrowUp");
    await page.waitForTimeout(700);
  }
  return (100 * (computed() - before)) / ((Date.now() - begunMs) / 1_000);
}
