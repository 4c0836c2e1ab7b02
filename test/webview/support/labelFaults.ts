/**
 * Runs in the page: what of the panel's labels cannot be read. Two labels of a picture that overlap, one that leaves the panel, a
 * heading that is cut, and a page that has to be scrolled sideways.
 */
export function labelFaults(): string[] {
  const faults: string[] = [];
  const panel = document.querySelector(".foretype")?.getBoundingClientRect();
  if (panel === undefined) return ["no panel"];
  const seen = (element: Element): boolean => element.getClientRects().length > 0;
  for (const picture of document.querySelectorAll("svg")) {
    const labels = [...picture.querySelectorAll("text")].filter(seen).map((element) => ({
      text: element.textContent,
      box: element.getBoundingClientRect(),
      scrolls: element.closest(".scroll") !== null,
    }));
    for (const [i, a] of labels.entries()) {
      const leaves = a.box.left < panel.left - 1 || a.box.right > panel.right + 1;
      if (leaves && !a.scrolls) faults.push(`"${a.text}" leaves the panel`);
      for (const b of labels.slice(i + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        // The box of a label has room for accents and tails, which these do not use at once.
        if (across > 1 && down > 4) faults.push(`"${a.text}" is on "${b.text}"`);
      }
    }
  }
  for (const heading of document.querySelectorAll(".section > h2")) {
    if (!seen(heading)) continue;
    const [title, summary] = [".disclosure", ".summary"].map((name) => heading.querySelector(name));
    if (!title || !summary) continue;
    if (summary.scrollWidth > summary.clientWidth + 1)
      faults.push(`"${heading.textContent}" is cut`);
    const gap = summary.getBoundingClientRect().left - title.getBoundingClientRect().right;
    if (gap < 0 && summary.textContent !== "")
      faults.push(`"${heading.textContent}" runs together`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
    const edge = document.documentElement.clientWidth;
    const beyond = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > edge + 1,
    );
    faults.push(`the page scrolls sideways: ${beyond.at(-1)?.outerHTML.slice(0, 80) ?? ""}`);
  }
  return faults;
}
