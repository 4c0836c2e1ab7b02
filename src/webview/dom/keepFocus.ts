/**
 * Redraws inside `parent` without taking the focus from who is there: the element with the same `data-key` gets it back.
 */
export function keepFocus(parent: Element, redraw: () => void): void {
  const focused = document.activeElement;
  const key = parent.contains(focused) ? focused?.getAttribute("data-key") : null;
  redraw();
  if (key === null || key === undefined) return;
  parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
