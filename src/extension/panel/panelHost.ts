import { messageOf } from "../../core/errors";
import type { Logger } from "../../core/ports";
import type { Subscription } from "../../protocol/channel";
import { parseToHost, type Scope, type ToHost } from "../../protocol/panelMessages";
import type { Piece } from "./duePieces";
import { PanelFeed, type PanelFeedParts } from "./panelFeed";
import type { PanelActions, PanelPage, WhyAsked } from "./panelPorts";

export interface PanelHostParts extends PanelFeedParts {
  readonly actions: PanelActions;
  readonly log: Pick<Logger, "warn">;
}

/** The extension's side of the panel: what the page asks for, and what it is to be told. */
export class PanelHost {
  readonly #parts: PanelHostParts;
  readonly #feed: PanelFeed;
  /** A request to be told of as soon as the page is there. */
  #asked: WhyAsked | undefined;
  #hasWarned = false;

  constructor(parts: PanelHostParts) {
    this.#parts = parts;
    this.#feed = new PanelFeed(parts);
  }

  /** What is counted, as it was chosen on the page or in its title. */
  get scope(): Scope {
    return this.#feed.scope;
  }

  /** A page has been made; the one before is gone. It says by itself when it is ready. */
  attach(page: PanelPage): Subscription {
    return this.#feed.attach(page);
  }

  /** Tells that something has changed. Cheap, whether or not anyone looks. */
  changed(...changed: readonly Piece[]): void {
    this.#feed.changed(changed);
  }

  /** The page was shown or hidden. */
  visibilityChanged(): void {
    this.#feed.visibilityChanged();
  }

  setScope(scope: Scope): void {
    this.#feed.setScope(scope);
  }

  /** Pauses the updates, or lets them go on: for a button. */
  toggleLive(): void {
    this.#feed.setLive(this.#feed.isPaused);
  }

  /** Shows why a request ended without a suggestion, now or as soon as there is a page. */
  showWhy(asked: WhyAsked = {}): void {
    this.#asked = this.#feed.canSend ? undefined : asked;
    if (!this.#feed.canSend) return;
    const why = this.#parts.source.why(asked);
    if (why !== undefined) this.#feed.send({ type: "why", why });
  }

  /** Takes what the page says. What does not fit is dropped, and logged once. */
  receive(value: unknown): void {
    let message: ToHost;
    try {
      message = parseToHost(value);
    } catch (error) {
      if (!this.#hasWarned) this.#parts.log.warn(`Panel: ${messageOf(error)}`);
      this.#hasWarned = true;
      return;
    }
    this.#act(message);
  }

  #act(message: ToHost): void {
    const { actions } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#feed.begin(message.open, message.scope);
        if (this.#asked !== undefined) this.showWhy(this.#asked);
        return;
      case "open":
        this.#feed.openSections(message.open);
        return;
      case "scope":
        this.#feed.setScope(message.scope);
        return;
      case "live":
        this.#feed.setLive(message.on);
        return;
      case "hold":
        // The page keeps what is looked at, and what is newer beside it.
        return;
      case "measure":
        actions.measure(message.act);
        return;
      case "why":
        this.showWhy(message);
        return;
      case "run":
        actions.run(message.command);
        return;
      case "copy":
        actions.copy(message.what, this.scope);
        return;
      default:
        message satisfies never;
    }
  }
}
