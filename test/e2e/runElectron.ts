import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { root } from "../../.ci/bundles.mjs";
import { buildSuites, suiteModule } from "./harness/buildSuites";
import { fixtureWorkspace, resultsFolder } from "./harness/paths";
import { resultsOf } from "./harness/report";

/**
 * Runs the suite inside the extension host of a desktop VS Code, which it downloads. For people with a network and a desktop: `npm test`
 * uses servers from npm instead.
 */
async function main(): Promise<void> {
  await buildSuites();
  const report = path.join(resultsFolder, "electron.json");
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: suiteModule("suite"),
    launchArgs: [fixtureWorkspace, "--disable-extensions"],
    extensionTestsEnv: { FORETYPE_E2E_REPORT: report },
  });
  const results = resultsOf("the suite in Electron", report);
  const failed = results.filter(({ error }) => error !== undefined).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
