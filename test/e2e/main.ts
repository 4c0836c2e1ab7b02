import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "../../.ci/bundles.mjs";
import { buildSuites, suiteModule } from "./harness/buildSuites";
import { allLegs, legName, legsLike, type Leg } from "./harness/leg";
import { resultsFolder } from "./harness/paths";
import { resultsOf, type TestResult } from "./harness/report";
import { runSuite } from "./harness/runSuite";
import { makeWorkFolder, removeWorkFolder } from "./harness/workFolder";

/** How long the tests that drive a browser may take in one leg. */
const uiMs = 1_800_000;

/**
 * Runs the end-to-end tests in every leg: a suite inside the extension host, tests that drive a browser, and once for each host the check
 * that a host that dies is a failure. The last line is `N passed, N failed`.
 *
 * usage: tsx test/e2e/main.ts [PART OF A LEG'S NAME [PART OF A UI FILE'S NAME]]
 */
async function main(legPart = "", filePart = ""): Promise<void> {
  rmSync(resultsFolder, { recursive: true, force: true });
  await buildSuites();
  const legs = legPart === "" ? allLegs : legsLike(legPart);
  const results: TestResult[] = [];
  for (const leg of legs) {
    console.log(`\n${legName(leg)}`);
    const folder = path.join(resultsFolder, legName(leg));
    mkdirSync(folder, { recursive: true });
    if (filePart === "") {
      if (leg.origin === "checkout") results.push(await resultOfDeath(leg, folder));
      results.push(...(await suiteResults(leg, folder, "suite")).map(said));
    }
    results.push(...(await uiResults(leg, folder, filePart)));
  }
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (legs.length === 0) console.log(`No leg has "${legPart}" in its name.`);
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;
}

/** Runs a suite inside the extension host. */
async function suiteResults(
  leg: Leg,
  folder: string,
  suite: "suite" | "dyingSuite",
): Promise<readonly TestResult[]> {
  const work = makeWorkFolder();
  const report = path.join(folder, `${suite}.json`);
  try {
    await runSuite(leg, work, suiteModule(suite), report, path.join(folder, `${suite}.log`));
  } finally {
    removeWorkFolder(work);
  }
  return resultsOf(`the suite in ${legName(leg)}`, report);
}

/** A host that dies says nothing and ends with success. The run must notice, or every other result here is worth nothing. */
async function resultOfDeath(leg: Leg, folder: string): Promise<TestResult> {
  const begunMs = Date.now();
  const results = await suiteResults(leg, folder, "dyingSuite");
  const isNoticed = results.some(({ error }) => error !== undefined);
  return said({
    title: "an extension host that dies is a failure",
    ms: Date.now() - begunMs,
    ...(isNoticed ? {} : { error: "The death of a host went unnoticed." }),
  });
}

/** Runs the tests that drive a browser in a process of its own, which is ended when it takes too long. */
async function uiResults(
  leg: Leg,
  folder: string,
  filePart: string,
): Promise<readonly TestResult[]> {
  const report = path.join(folder, "ui.json");
  const tsx = path.join(root, "node_modules/tsx/dist/cli.mjs");
  const script = path.join(root, "test/e2e/runUi.ts");
  const child = spawn(process.execPath, [tsx, script, report, filePart], {
    env: { ...process.env, FORETYPE_E2E_LEG: legName(leg) },
    stdio: ["ignore", "inherit", "inherit"],
    timeout: uiMs,
  });
  await once(child, "exit");
  return resultsOf(`the browser in ${legName(leg)}`, report);
}

function said(result: TestResult): TestResult {
  console.log(`${result.error === undefined ? "ok  " : "FAIL"} ${result.title} (${result.ms} ms)`);
  if (result.error !== undefined) console.log(result.error);
  return result;
}

void main(...process.argv.slice(2));
