import { equal } from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { keepPicture } from "../harness/keepPicture";
import { beginning, typed } from "../harness/texts";
import { useWorkbench } from "../harness/useWorkbench";

suite("a command", () => {
  const used = useWorkbench();

  suiteSetup(() => used().workbench.warmUp());

  test("switches the strategy, and the status bar says so", async () => {
    const { workbench } = used();
    const { page, status } = workbench;
    await workbench.openFile("src/before.ts", beginning);
    await workbench.type(typed);
    const ghost = await workbench.waitForGhost();
    await workbench.runCommand("Foretype: Switch Strategy");
    await page.locator(".quick-input-title", { hasText: "Foretype: Strategy" }).waitFor();
    await page.locator(".quick-input-list .monaco-list-row").nth(1).waitFor();
    await keepPicture(page, "strategy-picker", { x: 170, y: 0, width: 620, height: 190 });
    await page.keyboard.type("autoregressive");
    await page.keyboard.press("Enter");
    await status.filter({ hasText: "Foretype · autoregressive" }).waitFor();
    await workbench.openFile("src/after.ts", beginning);
    await workbench.type(typed);
    equal(await workbench.waitForGhost(), ghost);
    await status.filter({ hasText: /Foretype \d+ tok\/s/ }).waitFor();
  });

  test("switches suggestions off and on", async () => {
    const { workbench } = used();
    await workbench.runCommand("Foretype: Switch On or Off");
    await workbench.status.filter({ hasText: "Foretype: off" }).waitFor();
    await workbench.openFile("src/off.ts", beginning);
    await workbench.type(typed);
    await workbench.page.keyboard.press("Alt+\\");
    await workbench.expectNoGhost();
    await workbench.runCommand("Foretype: Switch On or Off");
    await workbench.waitUntilReady();
    await workbench.openFile("src/on.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
  });

  test("switches suggestions off and on for a language", async () => {
    const { workbench } = used();
    const title = "Foretype: Switch On or Off for This Language";
    await workbench.openFile("src/quiet.ts", beginning);
    await workbench.runCommand(title);
    await workbench.waitForStatus("Foretype is off for typescript");
    await workbench.type(typed);
    await workbench.expectNoGhost();
    await workbench.openFile(
      "tools/loud.py",
      "def add(a, b):\n    return a + b\n\ndef sub(a, b):\n    ",
    );
    await workbench.waitUntilReady();
    await workbench.type("return");
    await workbench.waitForGhost();
    await workbench.openFile("src/loud.ts", beginning);
    await workbench.runCommand(title);
    await workbench.waitUntilReady();
    await workbench.type(typed);
    await workbench.waitForGhost();
  });
});
