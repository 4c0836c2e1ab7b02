import type { Subscription } from "../../protocol/channel";
import { panelVersion, type Scope, type SectionId } from "../../protocol/panelMessages";
import type { Timers } from "../timers";
import { DuePieces, pieces, type Piece, type Seen } from "./duePieces";
import type { PanelPage, PanelSource, ToViewBody } from "./panelPorts";
import { sectionsOf } from "./sectionsOf";

/** The least time between two messages that nobody asked for: four a second. */
const paceMs = 250;

/** Largest snapshot, in code units of JSON. A longer one goes without the last suggestion, which follows by itself. */
const mostSnapshot = 32_768;

/** The state and the sections go together; the others hold text, and go alone. */
const messageKinds = ["delta", "last", "measure"] as const;
type MessageKind = (typeof messageKinds)[number];

export interface PanelFeedParts {
  readonly source: PanelSource;
  readonly timers: Timers;
  /** Epoch ms. */
  readonly date: () => number;
}

/** Sends the page what has changed, not oftener than it can be read, and nothing while it is hidden or paused. */
export class PanelFeed {
  readonly #parts: PanelFeedParts;
  readonly #due: DuePieces;
  #page: PanelPage | undefined;
  #isReady = false;
  #open: readonly SectionId[] = [];
  #scope: Scope = "today";
  #pausedAt: number | undefined;
  #seq = 0;
  /** Which kind of message is to be sent next, if there is one. */
  #turn = 0;
  #lastMessageAt = -Infinity;
  #alarm: Subscription | undefined;

  constructor(parts: PanelFeedParts) {
    this.#parts = parts;
    this.#due = new DuePieces((piece) => this.#seen(piece));
  }

  get scope(): Scope {
    return this.#scope;
  }

  /** Whether there is a page that hears what it is sent. */
  get canSend(): boolean {
    return this.#isReady && this.#page?.isVisible === true;
  }

  get isPaused(): boolean {
    return this.#pausedAt !== undefined;
  }

  attach(page: PanelPage): Subscription {
    this.#rest();
    this.#page = page;
    this.#isReady = false;
    return {
      dispose: () => {
        if (this.#page !== page) return;
        this.#page = undefined;
        this.#rest();
      },
    };
  }

  /** The page can be sent to, and shows these sections. */
  begin(open: readonly SectionId[], scope: Scope): void {
    this.#isReady = true;
    this.#open = open;
    this.setScope(scope);
  }

  changed(changed: readonly Piece[]): void {
    this.#due.change(changed);
    this.#schedule();
  }

  visibilityChanged(): void {
    if (this.canSend) this.#sendSnapshot();
    else this.#rest();
  }

  setScope(scope: Scope): void {
    this.#scope = scope;
    this.#sendSnapshot();
  }

  setLive(isLive: boolean): void {
    if (isLive !== this.isPaused) return;
    this.#pausedAt = isLive ? undefined : this.#parts.date();
    if (isLive) this.#sendSnapshot();
    else this.changed(["state"]);
  }

  /** What was seen as a number only may be old, so it is sent again. */
  openSections(open: readonly SectionId[]): void {
    const opened = open.filter((id) => !this.#open.includes(id));
    this.#open = open;
    this.changed(pieces.filter((piece) => isIn(opened, piece)));
  }

  /** Sends something that was asked for, at once. */
  send(body: ToViewBody): void {
    this.#post(body);
  }

  #seen(piece: Piece): Seen {
    if (piece === "state") return "whole";
    if (this.#pausedAt !== undefined) return "no";
    return isIn(this.#open, piece) ? "whole" : "number";
  }

  #schedule(): void {
    const nextAt = this.canSend ? this.#due.nextAt() : undefined;
    this.#rest();
    if (nextAt === undefined) return;
    const now = this.#parts.timers.now();
    const at = Math.max(now, nextAt, this.#lastMessageAt + paceMs);
    this.#alarm = this.#parts.timers.after(at - now, () => {
      this.#alarm = undefined;
      this.#sendDue();
      this.#schedule();
    });
  }

  #rest(): void {
    this.#alarm?.dispose();
    this.#alarm = undefined;
  }

  /** Sends one message. The kinds take turns, or one that is always due would keep the others waiting. */
  #sendDue(): void {
    const now = this.#parts.timers.now();
    const due = this.#due.due(now);
    const kinds = [...messageKinds, ...messageKinds].slice(this.#turn);
    const kind = kinds.find((kind) => due.some((piece) => kindOf(piece) === kind));
    if (kind === undefined) return;
    const sent = due.filter((piece) => kindOf(piece) === kind);
    this.#turn = (messageKinds.indexOf(kind) + 1) % messageKinds.length;
    this.#due.sent(sent, now);
    const message = this.#messageOf(kind, sent);
    if (message !== undefined) this.#post(message);
  }

  #messageOf(kind: MessageKind, sent: readonly Piece[]): ToViewBody | undefined {
    const { source } = this.#parts;
    if (kind === "delta") {
      const sections = sectionsOf(source.sections(this.#scope), sent);
      const state = sent.includes("state") ? { state: this.#state() } : {};
      return { type: "delta", ...state, ...(sections && { sections }) };
    }
    if (kind === "last") {
      const last = source.last();
      return last && { type: "last", last };
    }
    const measure = source.measure();
    return measure && { type: "measure", measure };
  }

  #sendSnapshot(): void {
    if (!this.canSend) return;
    const { source, timers } = this.#parts;
    const [last, measure] = [source.last(), source.measure()];
    const snapshot: ToViewBody = {
      type: "snapshot",
      state: this.#state(),
      scope: this.#scope,
      sections: source.sections(this.#scope),
      ...(measure && { measure }),
    };
    this.#due.sent(pieces, timers.now());
    const whole: ToViewBody = { ...snapshot, ...(last && { last }) };
    const fits = JSON.stringify(whole).length <= mostSnapshot;
    this.#post(fits ? whole : snapshot);
    if (!fits && last !== undefined) this.#post({ type: "last", last });
    this.#schedule();
  }

  #state(): ReturnType<PanelSource["state"]> {
    const state = this.#parts.source.state();
    return this.#pausedAt === undefined ? state : { ...state, updatesPausedAt: this.#pausedAt };
  }

  #post(body: ToViewBody): void {
    this.#seq = body.type === "snapshot" ? 1 : this.#seq + 1;
    this.#lastMessageAt = this.#parts.timers.now();
    this.#page?.post({ v: panelVersion, seq: this.#seq, ...body });
  }
}

function kindOf(piece: Piece): MessageKind {
  return piece === "last" || piece === "measure" ? piece : "delta";
}

/** Whether a piece is seen whole where these sections are open. The tree is a picture of the last suggestion. */
function isIn(open: readonly SectionId[], piece: Piece): boolean {
  if (piece === "last") return open.includes("last") || open.includes("tree");
  return open.some((id) => id === piece);
}
