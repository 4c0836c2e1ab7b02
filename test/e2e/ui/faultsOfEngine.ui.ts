import { equal, ok } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import { writeGguf } from "../../support/ggufBytes";
import { seedGguf } from "../../support/seedGguf";
import { engineProcesses, waitForEngine } from "../harness/engineProcesses";
import { FaultCheck } from "../harness/faultCheck";
import { textOf, typistFiles } from "../harness/typist/typistFiles";
import { beginning, typed } from "../harness/texts";
import { until } from "../harness/until";
import { useWorkbench, type UsedWorkbench } from "../harness/useWorkbench";
import { Workbench } from "../harness/workbench";

const settings = { "editor.autoClosingBrackets": "never" };

/** Holds up the engine, has something asked of it, and kills it shortly after it has begun to answer. */
async function killWhileAsked(
  { workbench, session }: UsedWorkbench,
  ask: () => Promise<void>,
): Promise<void> {
  const engine = await waitForEngine(session.host);
  process.kill(engine, "SIGSTOP");
  await ask();
  await workbench.page
    .locator('.statusbar-item[id*="foretype.status"][aria-label^="Foretype is working"]')
    .waitFor();
  process.kill(engine, "SIGCONT");
  await workbench.page.waitForTimeout(30);
  process.kill(engine, "SIGKILL");
}

/** Waits until all is well again, which a suggestion proves. */
async function expectRecovery({ workbench, session }: UsedWorkbench, name: string): Promise<void> {
  await waitForEngine(session.host);
  await workbench.waitUntilReady();
  await workbench.openFile(name, beginning);
  await workbench.type(typed);
  await workbench.waitForGhost();
  await workbench.waitForText(name, beginning + typed);
  // What has gone wrong so far is not to count in the next test.
  const before = await waitForEngine(session.host);
  await workbench.runCommand("Foretype: Restart Engine");
  await waitForEngine(session.host, before);
  await workbench.waitUntilReady();
}

suite("an engine that is killed", () => {
  const used = useWorkbench({ settings, logs: true });

  test("at its start costs no key", async () => {
    const { workbench, session } = used();
    await until("an engine starts", () => engineProcesses(session.host).length > 0, 60_000);
    for (const pid of engineProcesses(session.host)) process.kill(pid, "SIGKILL");
    const check = new FaultCheck(used());
    await workbench.openFile("src/start.ts", beginning);
    await workbench.type("total += 1;");
    // While the window itself is starting, it may ask nobody about the first keys.
    await workbench.page.keyboard.press("Alt+\\");
    await check.waitForOutcome();
    await workbench.dismiss();
    await workbench.waitForText("src/start.ts", `${beginning}total += 1;`);
    await check.expectCalm();
    await expectRecovery(used(), "src/started.ts");
  });

  test("while it reads a prompt costs one suggestion", async () => {
    const { workbench } = used();
    const check = new FaultCheck(used());
    const long = typistFiles.map(textOf).join("\n").slice(0, 60_000);
    await killWhileAsked(used(), async () => {
      await workbench.openFile("src/long.ts", long);
      await workbench.type("c");
    });
    await check.waitForOutcome("engineDown");
    await workbench.waitForText("src/long.ts", `${long}c`);
    await check.expectCalm();
    await expectRecovery(used(), "src/read.ts");
  });

  test("while it decodes costs one suggestion", async () => {
    const { workbench } = used();
    await workbench.openFile("src/decoding.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
    await workbench.dismiss();
    const check = new FaultCheck(used());
    await killWhileAsked(used(), () => workbench.page.keyboard.press("Alt+\\"));
    await check.waitForOutcome("engineDown");
    await workbench.waitForText("src/decoding.ts", beginning + typed);
    await check.expectCalm();
    await expectRecovery(used(), "src/decoded.ts");
  });

  test("while it has nothing to do costs nothing", async () => {
    const { workbench, session } = used();
    const check = new FaultCheck(used());
    process.kill(await waitForEngine(session.host), "SIGKILL");
    await workbench.openFile("src/idle.ts", beginning);
    await workbench.type("total += 1;");
    await workbench.waitForText("src/idle.ts", `${beginning}total += 1;`);
    await check.expectCalm();
    await expectRecovery(used(), "src/idled.ts");
  });
});

suite("two windows", () => {
  const used = useWorkbench({ settings, logs: true });

  suiteSetup(() => used().workbench.warmUp());

  test("are served by one engine, both of them", async () => {
    const { workbench, session } = used();
    const check = new FaultCheck(used());
    const second = await Workbench.open(session);
    await second.warmUp();
    equal(engineProcesses(session.host).length, 1);
    for (const [window, name] of [
      [workbench, "src/one.ts"],
      [second, "src/two.ts"],
      [workbench, "src/three.ts"],
    ] as const) {
      await window.page.bringToFront();
      await window.openFile(name, beginning);
      await window.type(typed);
      const ghost = await window.waitForGhost();
      await window.page.keyboard.press("Tab");
      await window.waitForText(name, beginning + typed + ghost);
    }
    equal(engineProcesses(session.host).length, 1);
    await second.page.close();
    await workbench.page.bringToFront();
    await check.waitForOutcome("suggestion");
    await check.expectCalm();
  });
});

suite("a model whose file is removed", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ft-models-"));
  const file = path.join(folder, "seed-f16.gguf");
  suiteSetup(() => writeGguf(file, seedGguf()));
  const used = useWorkbench({ settings: { ...settings, "foretype.model": file }, logs: true });
  suiteTeardown(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("goes on suggesting, and is missed without a word at the next start", async () => {
    const { workbench, session } = used();
    await workbench.warmUp();
    const check = new FaultCheck(used());
    rmSync(file);
    await workbench.openFile("src/removed.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
    const before = await waitForEngine(session.host);
    await workbench.runCommand("Foretype: Restart Engine");
    await waitForEngine(session.host, before);
    await workbench.page
      .locator('.statusbar-item[id*="foretype.status"][aria-label^="Foretype needs a model"]')
      .waitFor({ timeout: 60_000 });
    await workbench.openFile("src/missing.ts", beginning);
    await workbench.type("total += 1;");
    await check.waitForOutcome("modelMissing");
    await workbench.waitForText("src/missing.ts", `${beginning}total += 1;`);
    await check.expectCalm();
    ok(check.requests.some(({ none }) => none === undefined));
  });
});
