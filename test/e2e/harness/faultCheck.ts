import { deepEqual, equal, ok } from "node:assert/strict";
import path from "node:path";
import { loggedRequests, type LoggedRequest } from "./hostLog";
import { until } from "./until";
import type { UsedWorkbench } from "./useWorkbench";

/** Every way in which a request can end without a suggestion. */
const reasons = new Set([
  ...["cancelled", "superseded", "disabled", "midLine", "place", "paused", "emptyContext"],
  ...["modelMissing", "engineLoading", "engineDown", "timedOut", "emptyCompletion", "unsure"],
  ...["filtered", "dismissed", "failed"],
]);

/** What the host has to say of itself: an extension that it is installed without. */
const hostsOwn = /github-authentication/;

/** How long a request may take on a busy machine. */
const settledMs = 30_000;

/** Somebody types while something goes wrong: what was asked, and whether the user was left in peace. */
export class FaultCheck {
  readonly #used: UsedWorkbench;
  /** Requests that each window had made before. */
  readonly #numBefore: readonly number[];

  /** To be made before anything goes wrong. Its workbench must have its logs read. */
  constructor(used: UsedWorkbench) {
    this.#used = used;
    this.#numBefore = this.#all().map(({ length }) => length);
  }

  /** The requests that have ended since. */
  get requests(): readonly LoggedRequest[] {
    return this.#windows.flat();
  }

  /** Waits until a request has ended in one of these ways: "suggestion", or a reason why there was none; in any if none is named. */
  async waitForOutcome(...ways: readonly string[]): Promise<void> {
    const isOne = (way: string): boolean => ways.length === 0 || ways.includes(way);
    await until(
      `a request ended ${ways.length === 0 ? "" : `with ${ways.join(" or ")}`}`,
      () => this.requests.some(({ none = "suggestion" }) => isOne(none)),
      settledMs,
    ).catch((error: unknown) => {
      const seen = this.requests.map(({ none = "suggestion" }) => none).join(", ");
      throw new Error(`Requests ended with: ${seen}`, { cause: error });
    });
  }

  /** Holds that every request has ended with a name, and that nothing was said to the user but on the status bar. */
  async expectCalm(): Promise<void> {
    for (const { id, none, ms } of this.requests) {
      ok(none === undefined || reasons.has(none), `request ${id} ended with ${String(none)}`);
      ok(Number.isFinite(ms), `request ${id} has no time`);
    }
    for (const requests of this.#windows) {
      const ids = requests.map(({ id }) => id);
      equal(new Set(ids).size, ids.length, "a request has ended twice");
    }
    const { page } = this.#used.workbench;
    equal(await page.locator(".monaco-dialog-box").count(), 0, "there is a dialog");
    deepEqual(await this.#notifications(), []);
  }

  /** A server that is driven by tests shows notifications in their list only. */
  async #notifications(): Promise<readonly string[]> {
    const { workbench } = this.#used;
    await workbench.runCommand("Notifications: Show Notifications");
    const center = workbench.page.locator(".notifications-center.visible");
    await center.waitFor();
    // How far other extensions are is news, but no trouble.
    const items = center.locator(".notification-list-item");
    const troubled = items.filter({
      has: workbench.page.locator(
        ".notification-list-item-icon:is(.codicon-error, .codicon-warning)",
      ),
    });
    const texts = [
      ...(await troubled.allInnerTexts()),
      ...(await items.filter({ hasText: "Foretype" }).allInnerTexts()),
    ];
    // It hides itself when the last of them goes.
    await until(
      "notifications are hidden",
      async () => {
        await workbench.page.keyboard.press("Escape");
        return (await center.count()) === 0;
      },
      settledMs,
    );
    return texts.filter((text) => !hostsOwn.test(text));
  }

  get #windows(): readonly (readonly LoggedRequest[])[] {
    return this.#all().map((requests, index) => requests.slice(this.#numBefore[index] ?? 0));
  }

  #all(): readonly (readonly LoggedRequest[])[] {
    return loggedRequests(path.dirname(this.#used.session.workspace));
  }
}
