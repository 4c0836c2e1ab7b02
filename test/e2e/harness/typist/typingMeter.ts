import type { Page } from "playwright-core";
import type { Metered, MeteredFrame, MeteredKey } from "./typistWork";

interface Meter {
  readonly keys: MeteredKey[];
  readonly frames: MeteredFrame[];
  ghost(): string;
}

interface MeteredWindow extends Window {
  typingMeter?: Meter;
}

/** How long a suggestion stands before it has been read. */
const readMs = 180;

/**
 * Measures in the page itself: when a key goes down, and what each frame shows of a suggestion. The way to the test's process does not
 * count.
 */
export class TypingMeter {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async in(page: Page): Promise<TypingMeter> {
    // The functions below are compiled for Node, where they are given their names by this one.
    await page.evaluate("globalThis.__name = (named) => named");
    await page.evaluate(startMeter);
    return new TypingMeter(page);
  }

  /** Looks at the screen until a suggestion has been there for long enough to be read, but no longer than `ms`. Empty if there is none. */
  async look(ms: number): Promise<string> {
    return this.#page.evaluate(lookAtGhost, { ms, readMs });
  }

  /** All that was measured since the last call. */
  async take(): Promise<Metered> {
    return this.#page.evaluate(() => {
      const meter = (window as MeteredWindow).typingMeter;
      return { keys: meter?.keys.splice(0) ?? [], frames: meter?.frames.splice(0) ?? [] };
    });
  }
}

/** Runs in the page. */
function startMeter(): void {
  const keys: MeteredKey[] = [];
  const frames: MeteredFrame[] = [];
  const textOf = (elements: Iterable<Element>, between: string): string =>
    Array.from(elements, (element) => element.textContent)
      .join(between)
      .replaceAll("\u00A0", " ");
  // The first line is part of the document's, and the others stand in a zone of their own below it.
  const ghost = (): string => {
    const first = textOf(
      document.querySelectorAll('.editor-instance .view-lines [class*="ghost-text-decoration"]'),
      "",
    );
    const more = document.querySelectorAll(".editor-instance .suggest-preview-text .view-line");
    return more.length === 0 ? first : `${first}\n${textOf(more, "\n")}`;
  };
  const meter: Meter = { keys, frames, ghost };
  (window as MeteredWindow).typingMeter = meter;
  let shown = ghost();
  let isDue = false;
  const frame = (): void => {
    isDue = false;
    const now = ghost();
    // Its own beginning may lie before a key that it shows.
    if (now !== shown) frames.push({ atMs: performance.now(), ghost: now });
    shown = now;
  };
  addEventListener(
    "keydown",
    (event) => {
      const isTyping = event.target instanceof Element && event.target.closest(".monaco-editor");
      const isModifier = ["Shift", "Control", "Alt", "Meta"].includes(event.key);
      if (!isTyping || isModifier || event.ctrlKey) return;
      keys.push({ key: event.key, atMs: performance.now(), before: shown });
    },
    true,
  );
  new MutationObserver(() => {
    if (!isDue) requestAnimationFrame(frame);
    isDue = true;
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

/** Runs in the page. */
async function lookAtGhost({
  ms,
  readMs,
}: {
  readonly ms: number;
  readonly readMs: number;
}): Promise<string> {
  const ghost = (): string => (window as MeteredWindow).typingMeter?.ghost() ?? "";
  const begunMs = performance.now();
  let seen = "";
  let sinceMs = begunMs;
  for (;;) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    const text = ghost();
    if (text !== seen) sinceMs = now;
    seen = text;
    if (seen !== "" && now - sinceMs >= readMs) return seen;
    if (seen === "" && now - begunMs >= ms) return "";
  }
}
