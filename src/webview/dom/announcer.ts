import { html } from "./html";

/** The one polite live region, for news that nobody asked for: states, ends, "copied". Never for figures. */
export class Announcer {
  readonly element = html("p", { class: "unseen", role: "status", "aria-live": "polite" });

  say(text: string): void {
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
