/** Holds the last suggestion while the pointer or the focus is in a picture of it, or one of its tokens is pinned. */
export class Holder {
  readonly #name: string;
  readonly #element: Element;
  readonly #hold: (name: string, isHeld: boolean) => void;
  #isPointedAt = false;
  #isPinned = false;

  constructor(name: string, element: Element, hold: (name: string, isHeld: boolean) => void) {
    this.#name = name;
    this.#element = element;
    this.#hold = hold;
    // What was here before is gone, and with it whatever held it; the focus may come back.
    queueMicrotask(() => {
      this.#tell();
    });
    element.addEventListener("pointerenter", () => {
      this.#isPointedAt = true;
      this.#tell();
    });
    element.addEventListener("pointerleave", () => {
      this.#isPointedAt = false;
      this.#tell();
    });
    element.addEventListener("focusin", () => {
      this.#tell();
    });
    element.addEventListener("focusout", () => {
      // The focus is nowhere until the next one has it.
      queueMicrotask(() => {
        this.#tell();
      });
    });
  }

  set isPinned(isPinned: boolean) {
    this.#isPinned = isPinned;
    this.#tell();
  }

  #tell(): void {
    if (!this.#element.isConnected) return;
    const isFocused = this.#element.contains(document.activeElement);
    this.#hold(this.#name, this.#isPointedAt || this.#isPinned || isFocused);
  }
}
