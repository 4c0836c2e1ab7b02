import * as vscode from "vscode";
import type { Subscription } from "../protocol/channel";
import type { CommandId } from "./commandIds";
import { statusLabel, statusText, statusTooltip, type StatusFacts } from "./statusText";
import type { Timers } from "./timers";

/** How long the name of a strategy that was just chosen stands in for the speed. */
const newsMs = 5_000;

/** What the tooltip may run. */
const linkedCommands: readonly CommandId[] = [
  "foretype.toggle",
  "foretype.restartEngine",
  "foretype.switchStrategy",
  "foretype.showLog",
];

/**
 * The item on the status bar. Its id is `foretype.status`; a click opens the menu. After a change of strategy it reads
 * "Foretype · ID" for five seconds; the tooltip and the screen reader's label name the strategy at all times.
 */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #timers: Timers;
  readonly #facts: () => Omit<StatusFacts, "isStrategyNews">;
  #news: Subscription | undefined;

  constructor(timers: Timers, facts: () => Omit<StatusFacts, "isStrategyNews">) {
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
    const facts = { ...this.#facts(), isStrategyNews: this.#news !== undefined };
    const tooltip = new vscode.MarkdownString(statusTooltip(facts), true);
    tooltip.isTrusted = { enabledCommands: linkedCommands };
    this.#item.text = statusText(facts);
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: statusLabel(facts), role: "button" };
  }

  /** Shows the strategy's name for a while. */
  announceStrategy(): void {
    this.#news?.dispose();
    this.#news = this.#timers.after(newsMs, () => {
      this.#news = undefined;
      this.refresh();
    });
    this.refresh();
  }

  dispose(): void {
    this.#news?.dispose();
    this.#item.dispose();
  }
}
