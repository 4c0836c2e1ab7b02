/** Calls `changed` when the editor has given the page other fonts: labels are placed by their widths. Colours need no script. */
export function onFontChange(root: HTMLElement, changed: () => void): void {
  let fonts = fontsOf(root);
  new MutationObserver(() => {
    const now = fontsOf(root);
    if (now === fonts) return;
    fonts = now;
    changed();
  }).observe(document.documentElement, { attributeFilter: ["style", "class"] });
}

function fontsOf(root: HTMLElement): string {
  const style = getComputedStyle(root);
  return `${style.fontSize} ${style.fontFamily} ${style.getPropertyValue("--code-font")}`;
}
