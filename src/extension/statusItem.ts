import * as vscode from "vscode";
import type { Subscription } from "../protocol/channel";
import { CalmValue } from "./calmValue";
import type { CommandId } from "./commandIds";
import type { StatusFacts } from "./statusFacts";
import { statusAlarm, statusLabel, statusText } from "./statusText";
import { statusTooltip, type StatusTooltip } from "./statusTooltip";
import type { Timers } from "./timers";

/** How long news stands in for the speed. */
const newsMs = 5_000;

/** A tooltip may be read just now, so it changes less often than the bar. */
const tooltipMs = 2_000;

/**
 * The item on the status bar. Its id is `foretype.status`; a click opens the menu. What has just happened, such as a change of
 * strategy, stands there for five seconds.
 */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #timers: Timers;
  readonly #facts: () => Omit<StatusFacts, "news">;
  readonly #tooltip: CalmValue<StatusTooltip>;
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
    this.#tooltip = new CalmValue({
      timers,
      leastMs: tooltipMs,
      isSame: (a, b) => a.markdown === b.markdown,
      show: ({ markdown, commands }) => {
        const tooltip = new vscode.MarkdownString(markdown, true);
        tooltip.isTrusted = { enabledCommands: commands };
        this.#item.tooltip = tooltip;
      },
    });
    this.refresh();
    this.#item.show();
  }

  /** Shows the facts as they are now. */
  refresh(): void {
    const facts = this.#now();
    const alarm = statusAlarm(facts);
    this.#item.text = statusText(facts);
    this.#item.accessibilityInformation = { label: statusLabel(facts), role: "button" };
    this.#item.backgroundColor = alarm && new vscode.ThemeColor(`statusBarItem.${alarm}Background`);
    this.#tooltip.set(() => statusTooltip(this.#now()));
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
    this.#tooltip.dispose();
    this.#item.dispose();
  }

  #now(): StatusFacts {
    return { ...this.#facts(), news: this.#news };
  }
}
