import { deepEqual, equal, ok } from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import { waitForEngine } from "../harness/engineProcesses";
import { keepPicture } from "../harness/keepPicture";
import { beginning, typed } from "../harness/texts";
import { useWorkbench } from "../harness/useWorkbench";
import type { Workbench } from "../harness/workbench";

const numCandidates = 3;

/** All texts that can be stepped to, the one that is shown first. Steps on until it is shown again. */
async function stepThrough(workbench: Workbench, shown: string): Promise<readonly string[]> {
  const texts = [shown];
  for (let latest = shown; ;) {
    await workbench.page.keyboard.press("Alt+]");
    latest = await workbench.waitForOtherGhost(latest);
    if (latest === shown) return texts;
    texts.push(latest);
    ok(texts.length <= numCandidates, "there are more texts than were asked for");
  }
}

suite("a request by hand", () => {
  const used = useWorkbench({
    settings: {
      "foretype.candidates": numCandidates,
      // What typing shows and what is asked for by hand are then of one kind and can be compared.
      "foretype.shape": "line",
      "editor.autoClosingBrackets": "never",
      "editor.inlineSuggest.showToolbar": "always",
    },
  });

  suiteSetup(() => used().workbench.warmUp());

  test("shows the text that typing shows, and others after it", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/order.ts", beginning);
    await workbench.type(typed);
    const first = await workbench.waitForGhost();
    await page.keyboard.press("Escape");
    await workbench.waitForNoGhost();
    await page.keyboard.press("Alt+\\");
    equal(await workbench.waitForGhost(), first);
    await page.keyboard.press("Alt+]");
    const second = await workbench.waitForOtherGhost(first);
    await page.locator(".inlineSuggestionsHints", { hasText: "2/3" }).waitFor();
    await keepPicture(page, "alternatives", { x: 292, y: 280, width: 668, height: 280 });
    await page.keyboard.press("Alt+[");
    equal(await workbench.waitForOtherGhost(second), first);
    const texts = await stepThrough(workbench, first);
    equal(texts[1], second);
    equal(new Set(texts).size, numCandidates);
  });

  test("keeps any of the texts while it is typed along, without the engine", async () => {
    const { workbench, session } = used();
    const { page } = workbench;
    await workbench.openFile("src/along.ts", beginning);
    await workbench.type(typed);
    const first = await workbench.waitForGhost();
    await page.keyboard.press("Alt+]");
    const second = await workbench.waitForOtherGhost(first);
    const numShared = Array.from(second).findIndex((letter, at) => letter !== first[at]);
    const engine = await waitForEngine(session.host);
    process.kill(engine, "SIGSTOP");
    try {
      await workbench.type(second.slice(0, numShared + 1));
      equal(await workbench.waitForOtherGhost(second), second.slice(numShared + 1));
    } finally {
      process.kill(engine, "SIGCONT");
    }
  });

  test("for something else shows what was not shown before, and the status bar says what it cost", async () => {
    const { workbench } = used();
    const { page, status } = workbench;
    await workbench.openFile("src/else.ts", beginning);
    await workbench.type(typed);
    const first = await workbench.waitForGhost();
    await page.keyboard.press("Alt+Shift+\\");
    let latest = await workbench.waitForOtherGhost(first);
    await status.filter({ hasText: /something else: \d+ ms, \d+ more prompt tokens/ }).waitFor();
    const before = [first, ...(await stepThrough(workbench, latest))];
    equal(new Set(before).size, before.length);
    await page.keyboard.press("Alt+Shift+\\");
    latest = await workbench.waitForOtherGhost(latest);
    const after = await stepThrough(workbench, latest);
    deepEqual(
      after.filter((text) => before.includes(text)),
      [],
    );
    // Back to what it stands for at other times.
    await status.filter({ hasText: /Foretype \d+ tok\/s/ }).waitFor();
    await page.keyboard.press("Tab");
    await workbench.waitForText("src/else.ts", beginning + typed + latest);
  });

  test("for something else can be made from the palette", async () => {
    const { workbench } = used();
    await workbench.openFile("src/palette.ts", beginning);
    await workbench.type(typed);
    const first = await workbench.waitForGhost();
    await workbench.runCommand("Foretype: Suggest Something Else");
    await workbench.waitForOtherGhost(first);
  });

  test("for something else says so where there is nothing", async () => {
    const { workbench } = used();
    await workbench.openFile("src/nothing.ts", "");
    await workbench.page.keyboard.press("Alt+Shift+\\");
    await workbench.status.filter({ hasText: "nothing else" }).waitFor();
    await workbench.expectNoGhost();
  });

  test("for something else does not disturb who types on", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await workbench.openFile("src/typing.ts", beginning);
    await workbench.type(typed);
    await workbench.waitForGhost();
    for (const letter of "al += ") {
      await page.keyboard.press("Alt+Shift+\\");
      await workbench.type(letter);
    }
    await workbench.waitForGhost();
    await page.keyboard.press("Escape");
    await workbench.waitForNoGhost();
    await workbench.waitForText("src/typing.ts", `${beginning}${typed}al += `);
  });
});
