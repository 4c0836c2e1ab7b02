import * as vscode from "vscode";
import type { Subscription } from "../protocol/channel";
import type { CommandId } from "./commandIds";
import { statusLabel, statusText, statusTooltip, type StatusFacts } from "./statusText";
import type { Timers } from "./timers";

/** How long news stands in for the speed. */
const newsMs = 5_000;

/** What the tooltip may run. */
const linkedCommands: readonly CommandId[] = [
  "foretype.toggle",
  "foretype.restartEngine",
  "foretype.chooseModel",
  "foretype.switchStrategy",
  "foretype.showLog",
];

/**
 * The item on the status bar. Its id is `foretype.status`; a click opens the menu. What has just happened, such as a change of
 * strategy, stands there for five seconds; the tooltip and the screen reader's label name the strategy at all times.
 */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #timers: Timers;
  readonly #facts: () => Omit<StatusFacts, "news">;
  #news: string | undefined;
  #newsEnd: Subscription | undefined;

  constructor(timers: Timers, facts: () => Omit<StatusFacts, "news">) {
    this.#timers = timers;
    this.#facts = facts;
    this.#item = vscode.window.createStatusBarItem(
      "foretype.status",
      vscode.StatusBarAlignment.Right,
      100,
    );
    this.#item.name = "Foretype";
    this.#item.command = "foretype.showMenu" satisfies CommandId;
    this.refresh();
    this.#item.show();
  }

  /** Shows the facts as they are now. */
  refresh(): void {
    const facts = { ...this.#facts(), news: this.#news };
    const tooltip = new vscode.MarkdownString(statusTooltip(facts), true);
    tooltip.isTrusted = { enabledCommands: linkedCommands };
    this.#item.text = statusText(facts);
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: statusLabel(facts), role: "button" };
  }

  /** Shows a few words for a while. */
  announce(news: string): void {
    this.#newsEnd?.dispose();
    this.#news = news;
    this.#newsEnd = this.#timers.after(newsMs, () => {
      this.#news = undefined;
      this.refresh();
    });
    this.refresh();
  }

  dispose(): void {
    this.#newsEnd?.dispose();
    this.#item.dispose();
  }
}
