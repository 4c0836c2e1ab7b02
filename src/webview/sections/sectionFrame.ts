import { append } from "../dom/attributes";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import { keepFocus } from "../dom/keepFocus";
import { onResize } from "../dom/onResize";
import type { TextWidth } from "../dom/textWidth";
import type { PanelModel } from "../panelModel";
import { say } from "../strings/say";
import type { Section } from "./section";
import { tableElement } from "./tableElement";

export interface SectionFrameParts {
  readonly section: Section;
  readonly isOpen: boolean;
  readonly isTable: boolean;
  readonly textWidth: () => TextWidth;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onTable: (isTable: boolean) => void;
}

/** A section on the page: its heading with the one number, and below it the picture or the table. */
export class SectionFrame {
  readonly element: HTMLElement;
  readonly #parts: SectionFrameParts;
  readonly #title: string;
  readonly #disclosure: HTMLButtonElement;
  readonly #toggle: HTMLButtonElement;
  readonly #summary = html("span", { class: "summary" });
  readonly #body: HTMLElement;
  #isOpen: boolean;
  #isTable: boolean;
  #model: PanelModel | undefined;
  /** What is drawn, and how wide. */
  #drawn: { inputs: readonly unknown[]; width: number } | undefined;

  constructor(parts: SectionFrameParts) {
    const { section } = parts;
    this.#parts = parts;
    this.#title = say(`title.${section.id}`);
    this.#isOpen = parts.isOpen;
    this.#isTable = parts.isTable;
    const bodyId = `section-${section.id}`;
    this.#body = html("div", { class: "body", id: bodyId });
    this.#disclosure = html("button", {
      class: "disclosure",
      type: "button",
      "aria-controls": bodyId,
      onclick: () => {
        this.#open(!this.#isOpen);
      },
    });
    this.#toggle = html(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-label": say("table.show", { title: this.#title }),
        title: say("table.tip"),
        onclick: () => {
          this.#showTable(!this.#isTable);
        },
      },
      icon("table"),
    );
    this.element = html(
      "div",
      { class: `section section-${section.id}${section.isWide ? " wide" : ""}` },
      html("h2", {}, this.#disclosure, this.#toggle, this.#summary),
      this.#body,
    );
    this.#reflect();
    onResize(this.#body, () => {
      this.#drawIfNew();
    });
  }

  /** Whether the section is open now. Closing it from here is no wish of the user's and is not remembered. */
  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    this.#reflect();
  }

  /** Shows a model. The heading is always up to date, the body while it is seen. */
  update(model: PanelModel): void {
    this.#model = model;
    this.#summarise(model);
    this.#drawIfNew();
  }

  /** Draws again, whether or not the model has changed: fonts have, or a choice inside the section. */
  redraw(): void {
    if (this.#model !== undefined) this.#summarise(this.#model);
    this.#draw();
  }

  #summarise(model: PanelModel): void {
    const summary = this.#parts.section.summary(model);
    keepFocus(this.#summary, () => {
      this.#summary.replaceChildren(...(summary ?? [say("none")]));
    });
  }

  #open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.#parts.onOpen(isOpen);
    this.#draw();
  }

  #showTable(isTable: boolean): void {
    this.#isTable = isTable;
    this.#reflect();
    this.#parts.onTable(isTable);
    this.#draw();
  }

  #reflect(): void {
    this.element.dataset["open"] = String(this.#isOpen);
    this.#disclosure.setAttribute("aria-expanded", String(this.#isOpen));
    this.#disclosure.replaceChildren(icon(this.#isOpen ? "open" : "closed"), this.#title);
    this.#toggle.setAttribute("aria-pressed", String(this.#isTable));
  }

  #drawIfNew(): void {
    const [drawn, model] = [this.#drawn, this.#model];
    if (model === undefined) return;
    const inputs = this.#parts.section.inputs(model);
    const isSame =
      drawn?.width === Math.floor(this.#body.clientWidth) &&
      inputs.every((input, i) => input === drawn.inputs[i]);
    if (!isSame) this.#draw();
  }

  #draw(): void {
    const model = this.#model;
    const width = Math.floor(this.#body.clientWidth);
    if (model === undefined || !this.#isOpen || width === 0) return;
    const { section, textWidth } = this.#parts;
    this.#drawn = { inputs: section.inputs(model), width };
    const table = section.table(model);
    this.#toggle.hidden = table === undefined;
    keepFocus(this.#body, () => {
      const children =
        this.#isTable && table !== undefined
          ? [tableElement(this.#title, table)]
          : section.draw(model, { width, textWidth: textWidth() });
      this.#body.replaceChildren();
      append(this.#body, children);
    });
  }
}
