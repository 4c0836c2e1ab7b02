import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Session } from "./session";
import { beginning } from "./texts";
import { until } from "./until";

/** How long the workbench may take to react to a key. Far more than it does, since a test machine may be busy. */
const reactionMs = 20_000;

/** A suggestion that has not changed for so long is the answer to the last key. */
const stableMs = 500;

/** Where no suggestion came for so long, none will. */
const quietMs = 2_000;

/** VS Code in a browser, as its user sees it. */
export class Workbench {
  readonly page: Page;
  /** Foretype's item on the status bar. */
  readonly status: Locator;
  /** Every part of the suggestion that is shown. */
  readonly ghost: Locator;
  readonly #workspace: string;

  constructor(page: Page, workspace: string) {
    page.setDefaultTimeout(reactionMs);
    this.page = page;
    this.#workspace = workspace;
    this.status = page.locator('.statusbar-item[id*="foretype.status"]');
    this.ghost = page.locator(`.editor-instance ${ghostSelector}`);
  }

  /** Opens the session's page and waits until it is there. */
  static async open(session: Session): Promise<Workbench> {
    const page = await session.context.newPage();
    await page.goto(session.url, { waitUntil: "domcontentloaded" });
    await page.locator(".monaco-workbench .statusbar").waitFor({ timeout: 60_000 });
    return new Workbench(page, session.workspace);
  }

  /** Waits until the status bar says that the model can be asked. */
  async waitUntilReady(): Promise<void> {
    await this.waitForStatus("Foretype is ready", 60_000);
  }

  /** Waits until the status bar says what begins with `sentence` to a screen reader, which is told more than is shown. */
  async waitForStatus(sentence: string, ms = reactionMs): Promise<void> {
    await this.page
      .locator(`.statusbar-item[id*="foretype.status"][aria-label^="${sentence}"]`)
      .waitFor({ timeout: ms });
  }

  /** What the status bar says to who points at it. */
  async tooltip(words: string | RegExp): Promise<Locator> {
    await this.status.hover();
    const tooltip = this.page.locator(".monaco-hover", { hasText: words });
    await tooltip.waitFor();
    return tooltip;
  }

  /** Points elsewhere, so that nothing is said any more. */
  async closeTooltip(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.locator(".monaco-hover:visible").waitFor({ state: "detached" });
  }

  /** Opens the page about the model and the last request, reads it, and closes it. */
  async details(): Promise<string> {
    await this.runCommand("Foretype: Show Model and Last Request");
    const preview = this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    const text = await preview.locator("body", { hasText: "Foretype" }).innerText();
    await this.runCommand("View: Revert and Close Editor");
    return text;
  }

  /** Waits until Foretype's suggestions come. */
  async warmUp(): Promise<void> {
    await this.waitUntilReady();
    await this.waitForFirstSuggestion("Alt+\\");
  }

  /**
   * Waits until a provider answers. It may not be there yet, or give the first request up for lack of time, while the editor starts everything
   * else; so a suggestion is asked for until one is shown.
   *
   * @param key what asks for one
   */
  async waitForFirstSuggestion(key: string): Promise<void> {
    await this.openFile("src/discount.ts", beginning);
    const isShown = async (): Promise<boolean> => {
      await this.page.keyboard.press(key);
      await this.ghost
        .first()
        .waitFor({ timeout: 5_000 })
        .catch(() => undefined);
      return (await this.ghost.count()) > 0;
    };
    await until("a first suggestion is shown", isShown, 60_000);
    await this.page.keyboard.press("Escape");
    await this.waitForNoGhost();
  }

  /** Opens a new file of the workspace with `text`, the cursor behind it. */
  async openFile(name: string, text: string): Promise<void> {
    const file = path.join(this.#workspace, name);
    writeFileSync(file, text);
    await this.page.keyboard.press("Control+P");
    await this.#quickInput(file);
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: path.basename(name) })
      .waitFor();
    await this.#acceptInput();
    await this.page
      .locator(
        `.editor-group-container.active .tab.active[data-resource-name="${path.basename(name)}"]`,
      )
      .waitFor();
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await this.page.keyboard.press("Control+End");
  }

  /** Puts the cursor behind the last character of a line of the active file; lines count from 1. */
  async goToEndOf(line: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.#quickInput(`:${line}`);
    await this.#acceptInput();
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await this.page.keyboard.press("End");
  }

  /** Runs a command from the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.#quickInput(`>${title}`);
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: title })
      .waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Types like a person in a hurry. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /**
   * Waits for a suggestion that stays as it is for a while, and returns it. One that was made for fewer letters may be shown for a moment
   * before the one for all of them.
   */
  async waitForGhost(): Promise<string> {
    let text = "";
    let sinceMs = Date.now();
    await until(
      "a suggestion is shown",
      async () => {
        const now = await this.ghostText();
        if (now !== text) sinceMs = Date.now();
        text = now;
        return text !== "" && Date.now() - sinceMs > stableMs;
      },
      reactionMs,
    );
    return text;
  }

  /** Waits for a suggestion other than `before`, which may still be shown for a while, and returns it. */
  async waitForOtherGhost(before: string): Promise<string> {
    let text = before;
    await until(
      `a suggestion other than "${before}" is shown`,
      async () => {
        text = await this.waitForGhost();
        return text !== before;
      },
      reactionMs,
    );
    return text;
  }

  /** The suggestion that is shown; empty if there is none. */
  async ghostText(): Promise<string> {
    const parts = await this.ghost.allInnerTexts();
    return parts.join("").replaceAll("\u00A0", " ");
  }

  /** Waits until no suggestion is shown. */
  async waitForNoGhost(): Promise<void> {
    await until("no suggestion is shown", async () => (await this.ghost.count()) === 0, reactionMs);
  }

  /** Dismisses what is shown, and what comes late, as it may on a busy machine. */
  async dismiss(): Promise<void> {
    const isGone = async (): Promise<boolean> => {
      await this.page.keyboard.press("Escape");
      return (await this.ghost.count()) === 0;
    };
    await until("no suggestion is shown", isGone, reactionMs);
  }

  /** Holds that no suggestion comes, for longer than one takes. */
  async expectNoGhost(): Promise<void> {
    const deadlineMs = Date.now() + quietMs;
    while (Date.now() < deadlineMs) {
      const text = await this.ghostText();
      if (text !== "") throw new Error(`There is a suggestion where none may be: "${text}".`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Saves the active file. */
  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
  }

  /** Waits until the active file, which is the workspace's `name`, is `text` when it is saved. */
  async waitForText(name: string, text: string): Promise<void> {
    const file = path.join(this.#workspace, name);
    const isSaved = async (): Promise<boolean> => {
      await this.save();
      return readFileSync(file, "utf8") === text;
    };
    await until(`${name} reads "${text}"`, isSaved, reactionMs);
  }

  async #quickInput(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    await input.waitFor();
    await input.fill(text);
  }

  /** On a busy machine what is typed before the input has gone is taken by it: an Enter behind this one would be. */
  async #acceptInput(): Promise<void> {
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").first().waitFor({ state: "hidden" });
  }
}

/** Inline suggestions, but not the preview of a suggest widget's item. */
export const ghostSelector = '.view-lines [class*="ghost-text-decoration"]';
