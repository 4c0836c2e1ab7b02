/** The parts of a list in which one option is looked at. */
export interface ListboxParts {
  /** In reading order; focusable. */
  readonly options: readonly (HTMLElement | SVGElement)[];
  /** The option that Tab leads to. */
  readonly start: number;
  /** Where a key leads from an option; `undefined` if nowhere, and then the key is left to the page. */
  readonly move: (key: string, index: number) => number | undefined;
  /** Called with the option that is pointed at or focused, and `undefined` when none is. */
  readonly onLook: (index: number | undefined) => void;
  /** Called when Enter or a click asks to keep an option, and with `undefined` when Escape lets go. */
  readonly onPin: (index: number | undefined) => void;
}

/** Keys, pointer and focus of a listbox: one tab stop, and the option looked at is the selected one. */
export class Listbox {
  readonly #parts: ListboxParts;
  #tabStop: number;
  #pinned: number | undefined;

  constructor(parts: ListboxParts) {
    this.#parts = parts;
    this.#tabStop = parts.start;
    for (const [index, option] of parts.options.entries()) {
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.setAttribute("tabindex", index === parts.start ? "0" : "-1");
      this.#listen(option, index);
    }
  }

  /** Moves the focus to an option. */
  focus(index: number): void {
    const option = this.#parts.options[index];
    if (option === undefined) return;
    this.#parts.options[this.#tabStop]?.setAttribute("tabindex", "-1");
    option.setAttribute("tabindex", "0");
    this.#tabStop = index;
    option.focus();
  }

  #listen(option: HTMLElement | SVGElement, index: number): void {
    const look = (): void => {
      this.#look(index);
    };
    const lookAway = (): void => {
      this.#look(undefined);
    };
    option.addEventListener("pointerenter", look);
    option.addEventListener("pointerleave", lookAway);
    option.addEventListener("focus", look);
    option.addEventListener("blur", lookAway);
    option.addEventListener("click", () => {
      this.#pin(this.#pinned === index ? undefined : index);
    });
    option.addEventListener("keydown", (event) => {
      this.#press(event as KeyboardEvent, index);
    });
  }

  #press(event: KeyboardEvent, index: number): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") this.#pin(index);
    else if (event.key === "Escape" && this.#pinned !== undefined) this.#pin(undefined);
    else {
      const next = this.#parts.move(event.key, index);
      if (next === undefined) return;
      this.focus(next);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #pin(index: number | undefined): void {
    this.#pinned = index;
    for (const [other, option] of this.#parts.options.entries()) {
      option.classList.toggle("pinned", other === index);
    }
    this.#parts.onPin(index);
    this.#look(index);
  }

  #look(index: number | undefined): void {
    const seen = index ?? this.#pinned;
    for (const [other, option] of this.#parts.options.entries()) {
      option.setAttribute("aria-selected", String(other === seen));
    }
    this.#parts.onLook(seen);
  }
}
