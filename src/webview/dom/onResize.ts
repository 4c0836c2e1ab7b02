/**
 * Calls `resized` with the element's width in whole pixels, first and whenever its size changes, but not while it is hidden.
 *
 * It waits for the next frame: drawing in the observer's own callback would change what is observed, which browsers warn of.
 */
export function onResize(element: Element, resized: (width: number) => void): void {
  new ResizeObserver(() => {
    requestAnimationFrame(() => {
      const width = Math.floor(element.clientWidth);
      if (width > 0) resized(width);
    });
  }).observe(element);
}
