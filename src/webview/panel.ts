import type { SectionId } from "../protocol/panelMessages";
import type { Announcer } from "./dom/announcer";
import { html } from "./dom/html";
import { keepFocus } from "./dom/keepFocus";
import { onFontChange } from "./dom/onFontChange";
import { textWidthIn } from "./dom/textWidth";
import type { ToHostBody } from "./editorPort";
import type { PanelModel } from "./panelModel";
import { makeSections } from "./sections/sections";
import { SectionFrame } from "./sections/sectionFrame";
import { foot } from "./states/foot";
import { note } from "./states/note";
import { stateLine, stateSentence } from "./states/stateLine";
import type { ViewState } from "./viewState";

export interface PanelParts {
  readonly viewState: () => ViewState;
  readonly onViewState: (change: Partial<ViewState>) => void;
  readonly ask: (message: ToHostBody) => void;
  readonly onHold: (isHeld: boolean) => void;
  readonly showNewest: () => void;
  readonly onWords: () => void;
  readonly announcer: Announcer;
  readonly now: () => number;
}

/** The page with the ten sections: the state line, what is to be said first, the sections, and the foot. */
export class Panel {
  readonly element = html("div", { class: "panel" });
  readonly #parts: PanelParts;
  readonly #frames: ReadonlyMap<SectionId, SectionFrame>;
  readonly #top = html("div");
  readonly #foot = html("div");
  readonly #holders = new Set<string>();
  /** Sections that were opened although there is nothing to see in them. */
  readonly #openAnyway = new Set<SectionId>();
  #textWidth = textWidthIn(this.element);
  #shown: PanelModel | undefined;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    const sections = makeSections({
      redraw: (id) => this.#frames.get(id)?.redraw(),
      ask: parts.ask,
      hold: (holder, isHeld) => {
        this.#hold(holder, isHeld);
      },
      showNewest: parts.showNewest,
    });
    const { open, tables } = parts.viewState();
    this.#frames = new Map(
      sections.map((section) => [
        section.id,
        new SectionFrame({
          section,
          isOpen: open.includes(section.id),
          isTable: tables.includes(section.id),
          textWidth: () => this.#textWidth,
          onOpen: (isOpen) => {
            this.#hold(section.id, false);
            this.#open(section.id, isOpen);
          },
          onTable: (isTable) => {
            this.#hold(section.id, false);
            parts.onViewState({ tables: toggled(parts.viewState().tables, section.id, isTable) });
          },
        }),
      ]),
    );
    const frames = [...this.#frames.values()].map((frame) => frame.element);
    const title = html("h1", { class: "unseen" }, "Foretype");
    this.element.append(title, this.#top, html("div", { class: "grid" }, frames), this.#foot);
    onFontChange(this.element, () => {
      this.#measureAgain();
    });
  }

  /** Shows a model. Cheap where little has changed: a section is drawn again only if what it shows is another. */
  update(model: PanelModel): void {
    // The fonts are known once the page is in its document.
    if (this.#shown === undefined) this.#textWidth = textWidthIn(this.element);
    if (this.#shown?.state !== model.state) this.#showState(model);
    if (this.#shown?.state !== model.state || this.#shown.scope !== model.scope)
      this.#showFoot(model);
    this.#shown = model;
    const { state, scope } = model;
    const seen = isWithoutFigures(model) ? { state, scope, sections: {} } : model;
    for (const frame of this.#frames.values()) frame.update(seen);
  }

  #showState(model: PanelModel): void {
    const { state } = model;
    const { ask, announcer, viewState } = this.#parts;
    keepFocus(this.#top, () => {
      this.#top.replaceChildren(
        stateLine(state, ask),
        ...[note(state, ask)].filter((it) => it !== undefined),
      );
    });
    // Another state is news; how far a download is, is not.
    if (this.#shown !== undefined && this.#shown.state.kind !== state.kind) {
      announcer.say(stateSentence(state));
    }
    this.element.dataset["state"] = state.kind;
    const isClosed = isWithoutFigures(model);
    if (!isClosed) this.#openAnyway.clear();
    for (const [id, frame] of this.#frames) {
      frame.element.hidden = !isSeen(id, model);
      frame.isOpen = (isClosed ? [...this.#openAnyway] : viewState().open).includes(id);
    }
  }

  #showFoot(model: PanelModel): void {
    const { ask, now, onViewState, onWords } = this.#parts;
    const onScope = (scope: PanelModel["scope"]): void => {
      onViewState({ scope });
      ask({ type: "scope", scope });
    };
    const parts = { state: model.state, scope: model.scope, now: now(), ask, onScope, onWords };
    keepFocus(this.#foot, () => {
      this.#foot.replaceChildren(...(isWithoutFigures(model) ? [] : [foot(parts)]));
    });
  }

  #open(id: SectionId, isOpen: boolean): void {
    if (this.#shown !== undefined && isWithoutFigures(this.#shown)) {
      if (isOpen) this.#openAnyway.add(id);
      else this.#openAnyway.delete(id);
      return;
    }
    const { ask, onViewState, viewState } = this.#parts;
    const open = toggled(viewState().open, id, isOpen);
    onViewState({ open });
    ask({ type: "open", open });
  }

  #hold(holder: string, isHeld: boolean): void {
    const wasHeld = this.#holders.size > 0;
    if (isHeld) this.#holders.add(holder);
    else this.#holders.delete(holder);
    if (wasHeld !== this.#holders.size > 0) this.#parts.onHold(!wasHeld);
  }

  #measureAgain(): void {
    this.#textWidth = textWidthIn(this.element);
    for (const frame of this.#frames.values()) frame.redraw();
  }
}

/** Whether no figure can be shown: there is no model yet, or none that can run. */
function isWithoutFigures({ state }: PanelModel): boolean {
  return ["noModel", "downloading", "loading", "unsupported", "mismatch"].includes(state.kind);
}

function isSeen(id: SectionId, { state }: PanelModel): boolean {
  if (state.kind === "noModel") return id === "measure";
  return state.kind !== "unsupported" && state.kind !== "mismatch";
}

function toggled(ids: readonly SectionId[], id: SectionId, isIn: boolean): readonly SectionId[] {
  const others = ids.filter((other) => other !== id);
  return isIn ? [...others, id] : others;
}
