import path from "node:path";
import { suiteSetup, suiteTeardown, teardown } from "mocha";
import { legName } from "./leg";
import { legOfRun } from "./legOfRun";
import { resultsFolder } from "./paths";
import { startSession, type Session, type SessionOptions } from "./session";
import { Workbench } from "./workbench";
import { makeWorkFolder, removeWorkFolder } from "./workFolder";

/** A workbench that is there while the tests of a suite run. */
export interface UsedWorkbench {
  readonly workbench: Workbench;
  readonly session: Session;
}

/**
 * Opens a workbench before the first test of the suite that calls this, and closes it after the last. A test that fails leaves a picture
 * of it.
 *
 * @returns a function to call inside tests
 */
export function useWorkbench(options: SessionOptions = {}): () => UsedWorkbench {
  const leg = legOfRun();
  let work: string | undefined;
  let session: Session | undefined;
  let used: UsedWorkbench | undefined;
  suiteSetup(async () => {
    work = makeWorkFolder();
    session = await startSession(leg, work, options);
    used = { workbench: await Workbench.open(session), session };
  });
  teardown(async function () {
    if (used === undefined || this.currentTest?.isFailed() !== true) return;
    const name = this.currentTest.fullTitle().replaceAll(/\W+/g, "-");
    await used.workbench.page.screenshot({
      path: path.join(resultsFolder, "failures", legName(leg), `${name}.png`),
    });
  });
  suiteTeardown(async () => {
    await session?.stop();
    if (work !== undefined) removeWorkFolder(work);
  });
  return () => {
    if (used === undefined) throw new Error("The workbench is open during tests only.");
    return used;
  };
}
