import { panelVersion, type ToView } from "../protocol/panelMessages";
import { Announcer } from "./dom/announcer";
import { html } from "./dom/html";
import type { EditorPort, ToHostBody } from "./editorPort";
import { wordsPage } from "./pages/wordsPage";
import { whyPage } from "./pages/whyPage";
import { Panel } from "./panel";
import { letGo, receive, type PanelModel } from "./panelModel";
import { say } from "./strings/say";
import { parseViewState, type ViewState } from "./viewState";

/** The whole page: the panel, or what stands in for it. */
export class View {
  readonly element: HTMLElement;
  readonly #region: HTMLElement;
  readonly #editor: EditorPort;
  readonly #usesReader: boolean;
  readonly #panel: Panel;
  readonly #announcer = new Announcer();
  #viewState: ViewState;
  #model: PanelModel | undefined;
  #isHeld = false;
  /** What stands in for the panel, and what had the focus before. */
  #page: { readonly element: HTMLElement; readonly from: Element | null } | undefined;

  constructor(editor: EditorPort, body: HTMLElement) {
    this.#editor = editor;
    // The editor says so in the body's class, and nowhere else.
    this.#usesReader = body.classList.contains("vscode-using-screen-reader");
    this.#viewState = parseViewState(editor.getState(), this.#usesReader);
    this.#panel = new Panel({
      viewState: () => this.#viewState,
      onViewState: (change) => {
        this.#viewState = { ...this.#viewState, ...change };
        editor.setState(this.#viewState);
      },
      ask: (message) => {
        this.#ask(message);
      },
      onHold: (isHeld) => {
        this.#hold(isHeld);
      },
      showNewest: () => {
        this.#show(this.#model && letGo(this.#model));
      },
      onWords: () => {
        this.#open(wordsPage(this.#back));
      },
      announcer: this.#announcer,
      now: Date.now,
    });
    this.#region = html(
      "div",
      { class: "foretype", role: "region", "aria-label": "Foretype" },
      this.#panel.element,
      this.#announcer.element,
    );
    this.element = html("main", {}, this.#region);
  }

  /** Says that the page can be sent to. Someone who hears the page decides when it changes. */
  start(): void {
    const { open, scope } = this.#viewState;
    this.#ask({ type: "ready", open, scope });
    if (this.#usesReader) this.#ask({ type: "live", on: false });
  }

  /** Takes what the extension says. */
  receive(message: ToView): void {
    if ((message.v as number) !== panelVersion) {
      this.#show({ state: { kind: "mismatch" }, scope: this.#viewState.scope, sections: {} });
      return;
    }
    if (message.type === "why") {
      this.#open(whyPage(message.why, this.#ask.bind(this), this.#back));
      return;
    }
    const before = this.#model;
    if (message.type !== "snapshot" && before === undefined) return;
    const start = before ?? {
      state: { kind: "loading" },
      scope: this.#viewState.scope,
      sections: {},
    };
    const next = receive(start, message, this.#isHeld);
    if (before?.measure?.state === "running" && next.measure?.state !== "running") {
      this.#announcer.say(say("measure.ended"));
    }
    if (next.scope !== this.#viewState.scope) {
      this.#viewState = { ...this.#viewState, scope: next.scope };
      this.#editor.setState(this.#viewState);
    }
    this.#show(next);
  }

  #ask(message: ToHostBody): void {
    this.#editor.postMessage({ v: panelVersion, ...message });
    if (message.type === "copy") this.#announcer.say(say("foot.copied"));
  }

  #show(model: PanelModel | undefined): void {
    this.#model = model;
    if (model !== undefined) this.#panel.update(model);
  }

  #hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    const suggestion = this.#model?.last?.id;
    this.#ask({ type: "hold", ...(isHeld && suggestion !== undefined && { suggestion }) });
    if (!isHeld) this.#show(this.#model && letGo(this.#model));
  }

  #open(element: HTMLElement): void {
    const from = this.#page?.from ?? document.activeElement;
    this.#page?.element.remove();
    this.#page = { element, from };
    this.#panel.element.hidden = true;
    this.#region.append(element);
    element.querySelector("h1")?.focus();
  }

  readonly #back = (): void => {
    const from = this.#page?.from;
    this.#page?.element.remove();
    this.#page = undefined;
    this.#panel.element.hidden = false;
    if (from instanceof HTMLElement) from.focus();
  };
}
