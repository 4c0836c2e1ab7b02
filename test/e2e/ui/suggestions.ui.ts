import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { waitForEngine } from "../harness/engineProcesses";
import { keepPicture } from "../harness/keepPicture";
import { beginning, typed } from "../harness/texts";
import { useWorkbench } from "../harness/useWorkbench";

suite("a suggestion", () => {
  // With brackets closed by the editor, what is typed would not be all that is inserted.
  const used = useWorkbench({ settings: { "editor.autoClosingBrackets": "never" } });

  suiteSetup(() => used().workbench.warmUp());

  test("appears while typing", async () => {
    const { workbench } = used();
    await workbench.openFile("src/order.ts", beginning);
    await workbench.type(typed);
    notEqual(await workbench.waitForGhost(), "");
    await keepPicture(workbench.page, "ghost-text", { x: 0, y: 35, width: 960, height: 525 });
    match(await workbench.status.innerText(), /Foretype \d+ tok\/s/);
  });

  test("leaves its figures on the status bar", async () => {
    const { workbench } = used();
    await workbench.page.keyboard.press("Tab");
    await workbench.waitForNoGhost();
    await workbench.type("\nconst size =");
    await workbench.waitForGhost();
    const tooltip = await workbench.tooltip(/Today\s+[1-9]\d* shown, 1 accepted/);
    match(await tooltip.innerText(), /^Foretype is ready\.\s+Foretype Seed/);
    await keepPicture(workbench.page, "status-bar", { x: 292, y: 380, width: 668, height: 180 });
    await workbench.closeTooltip();
  });

  test("leaves all of its figures on a page", async () => {
    const text = await used().workbench.details();
    match(text, /Strategy auto/);
    match(text, /Architecture\s+LlamaForCausalLM/);
    match(text, /Tokens\s+\d+ in \d+ passes/);
  });

  test("is inserted by Tab", async () => {
    const { workbench } = used();
    await workbench.openFile("src/inserted.ts", beginning);
    await workbench.type(typed);
    const ghost = await workbench.waitForGhost();
    await workbench.page.keyboard.press("Tab");
    await workbench.waitForText("src/inserted.ts", beginning + typed + ghost);
  });

  test("is dismissed by Escape", async () => {
    const { workbench } = used();
    await workbench.openFile("src/dismissed.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
    await workbench.page.keyboard.press("Escape");
    await workbench.waitForNoGhost();
    await workbench.waitForText("src/dismissed.ts", beginning + typed);
  });

  test("stays while it is typed along, without the engine", async () => {
    const { workbench, session } = used();
    await workbench.openFile("src/along.ts", beginning);
    await workbench.type(typed);
    const ghost = await workbench.waitForGhost();
    const engine = await waitForEngine(session.host);
    process.kill(engine, "SIGSTOP");
    try {
      const shown: string[] = [];
      for (const letter of ghost.slice(0, 3)) {
        await workbench.type(letter);
        shown.push(await workbench.waitForGhost());
      }
      deepEqual(shown, [ghost.slice(1), ghost.slice(2), ghost.slice(3)]);
      // Once dismissed, the editor has forgotten it, so the next one can only come from what the extension remembers.
      await workbench.page.keyboard.press("Escape");
      await workbench.waitForNoGhost();
      await workbench.type(ghost.slice(3, 4));
      equal(await workbench.waitForGhost(), ghost.slice(4));
    } finally {
      process.kill(engine, "SIGCONT");
    }
  });
});
