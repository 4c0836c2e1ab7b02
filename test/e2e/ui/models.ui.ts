import { doesNotMatch, equal, match, ok } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import type { Locator } from "playwright-core";
import { writeGguf } from "../../support/ggufBytes";
import { hollowGguf, seedGguf } from "../../support/seedGguf";
import { keepPicture } from "../harness/keepPicture";
import { beginning, typed } from "../harness/texts";
import { until } from "../harness/until";
import { useWorkbench } from "../harness/useWorkbench";
import type { Workbench } from "../harness/workbench";

/** How long a model may take to be checked, converted and loaded on a busy machine. */
const openMs = 90_000;

/** Where the models of this machine are, for the extension under test. */
const downloads = mkdtempSync(path.join(tmpdir(), "ft-models-"));

suite("choosing a model", () => {
  suiteSetup(async () => {
    await writeGguf(path.join(downloads, "seed-f16.gguf"), seedGguf());
    await writeGguf(path.join(downloads, "hollow.gguf"), hollowGguf());
  });
  const used = useWorkbench({
    env: { FORETYPE_DOWNLOADS: downloads },
    settings: { "editor.autoClosingBrackets": "never" },
  });
  suiteSetup(() => used().workbench.warmUp());
  suiteTeardown(() => {
    rmSync(downloads, { recursive: true, force: true });
  });

  /** What the embedded model suggests. */
  let expected = "";

  test("lists what is on this machine with what it costs", async () => {
    const { workbench } = used();
    expected = await suggestionIn(workbench, "src/embedded.ts");
    await openPicker(workbench);
    const found = row(workbench, "seed-f16");
    await found.filter({ hasText: /of memory/ }).waitFor({ timeout: openMs });
    match(await found.innerText(), /6\.8 M · Llama · fills in the middle/);
    match(await found.innerText(), /14 MB · \d+ MB of memory · .* more on disk · downloaded/);
    ok((await row(workbench, "Foretype Seed").innerText()).includes("comes with Foretype"));
    await row(workbench, "hollow")
      .filter({ hasText: /of memory/ })
      .waitFor({ timeout: openMs });
    await keepPicture(workbench.page, "model-picker", { x: 170, y: 0, width: 620, height: 420 });
    await workbench.page.keyboard.press("Escape");
  });

  test("converts with progress, and can be stopped half-way: the old model goes on", async () => {
    const { workbench } = used();
    const { page } = workbench;
    // What the host itself has to say does not belong into the picture.
    await workbench.runCommand("Notifications: Clear All Notifications");
    await pick(workbench, "hollow");
    const notice = await notification(workbench, "Opening hollow");
    await notice.filter({ hasText: /converting model [1-9]\d? %/ }).waitFor({ timeout: openMs });
    await workbench.status.filter({ hasText: /Foretype: \d+%/ }).waitFor();
    await keepPicture(page, "model-opening", { x: 430, y: 425, width: 530, height: 135 });
    await notice.locator(".monaco-button", { hasText: "Cancel" }).click();
    await notice.waitFor({ state: "detached", timeout: openMs });
    await workbench.waitUntilReady();
    doesNotMatch(settingsText(), /foretype\.model/);
    equal(await suggestionIn(workbench, "src/stopped.ts"), expected);
  });

  test("opens another, which completes, and says what it is", async () => {
    const { workbench } = used();
    const { page } = workbench;
    await pick(workbench, "seed-f16");
    const news = await notification(workbench, "seed-f16 is open");
    match(await news.innerText(), /In a short trial it took \d+ ms a token/);
    await workbench.runCommand("Notifications: Clear All Notifications");
    await news.waitFor({ state: "hidden" });
    match(settingsText(), /"foretype\.model": "seed-f16"/);
    // The same weights, so the same text.
    equal(await suggestionIn(workbench, "src/opened.ts"), expected);
    await page.keyboard.press("Tab");
    await workbench.waitForText("src/opened.ts", beginning + typed + expected);
    await workbench.tooltip("seed-f16");
    await workbench.closeTooltip();
    const text = await workbench.details();
    match(text, /Model\s+seed-f16/);
    match(text, /Architecture\s+LlamaForCausalLM/);
    match(text, /Weights\s+\d+ % as in its file, \d+ MB of memory/);
  });

  test("reads a document in advance, so that its first suggestion finds it there", async () => {
    const { workbench } = used();
    await workbench.openFile("src/warm.ts", beginning);
    // The cursor rests.
    await workbench.page.waitForTimeout(2_000);
    await workbench.type("t");
    await workbench.waitForGhost();
    match(await workbench.details(), /Warm prompts\s+[1-9]\d* of \d+ first suggestions/);
  });

  test("switches back to the embedded model", async () => {
    const { workbench } = used();
    await pick(workbench, "Foretype Seed");
    await notification(workbench, "Foretype Seed is open");
    await workbench.waitUntilReady();
    equal(await suggestionIn(workbench, "src/back.ts"), expected);
  });

  test("is offered in the menu with what it would bring", async () => {
    const { workbench } = used();
    const { page } = workbench;
    // Where something was clicked before, a line of the menu would look chosen.
    await page.mouse.move(0, 0);
    await until(
      "the menu has an offer",
      async () => {
        await workbench.runCommand("Foretype: Show Menu");
        const offer = page.locator(".quick-input-list .monaco-list-row", {
          hasText: /(Open|Download) .*\.\.\./,
        });
        await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
        const isThere = (await offer.filter({ hasText: "of memory" }).count()) > 0;
        if (isThere) {
          await keepPicture(page, "model-offer", { x: 170, y: 0, width: 620, height: 320 });
        }
        await page.keyboard.press("Escape");
        return isThere;
      },
      openMs,
    );
  });

  /** What the user's settings say. */
  function settingsText(): string {
    const { session } = used();
    const work = path.dirname(session.workspace);
    return readFileSync(path.join(work, "server-data/data/User/settings.json"), "utf8");
  }
});

/** Waits for a notification in their list: a server that is driven by tests shows them nowhere else. */
async function notification(workbench: Workbench, text: string): Promise<Locator> {
  const found = workbench.page.locator(".notifications-center .notification-list-item", {
    hasText: text,
  });
  await until(
    `there is the notification "${text}"`,
    async () => {
      // The list closes with the last one in it, so it has to be opened again for the next.
      await workbench.runCommand("Notifications: Show Notifications");
      const isShown = found.waitFor({ timeout: 2_000 });
      return isShown.then(
        () => true,
        () => false,
      );
    },
    openMs,
  );
  return found;
}

/** What is suggested behind the usual beginning in a new file. */
async function suggestionIn(workbench: Workbench, name: string): Promise<string> {
  await workbench.openFile(name, beginning);
  await workbench.type(typed);
  return workbench.waitForGhost();
}

async function openPicker(workbench: Workbench): Promise<void> {
  await workbench.runCommand("Foretype: Choose Model...");
  await workbench.page.locator(".quick-input-title", { hasText: "Foretype: Model" }).waitFor();
}

async function pick(workbench: Workbench, name: string): Promise<void> {
  await openPicker(workbench);
  await row(workbench, name).click();
}

function row(workbench: Workbench, name: string): Locator {
  return workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
}
