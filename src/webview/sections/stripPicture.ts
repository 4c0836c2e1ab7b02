import { leastSure } from "../../core/stats/panel/last";
import type { Last } from "../../protocol/panelMessages";
import { tokenStrip } from "../charts/tokenStrip";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { Listbox } from "../dom/listbox";
import { verticalMove } from "../dom/verticalMove";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import { tokenWords } from "../text/tokenWords";
import { Holder } from "./holder";
import type { SectionActions } from "./section";

/** The tokens, and the line that says what is known of one of them. */
export function stripPicture(last: Last, hold: SectionActions["hold"]): readonly Child[] {
  const readOut = html("div", { class: "read-out small" });
  const least = leastSure(last.tokens);
  const read = (index: number | undefined): void => {
    const token = index === undefined ? undefined : last.tokens[index];
    if (token !== undefined) readOut.replaceChildren(...show(...tokenWords(token)));
    else if (least === undefined) readOut.replaceChildren();
    else {
      const words = html("span", { class: "muted" }, `${say("strip.least")} `);
      readOut.replaceChildren(words, ...show(...tokenWords(least)));
    }
  };
  const { element, options } = tokenStrip({
    label: say("strip.label"),
    last,
    nameOf: (token) => say(...tokenWords(token)),
    moreText: (n) => say("strip.more", { n: figures.count(n) }),
  });
  const holder = new Holder("last", element, hold);
  new Listbox({
    options,
    start: 0,
    move: (pressed, index) => stripMove(options, pressed, index),
    onLook: read,
    onPin: (index) => {
      holder.isPinned = index !== undefined;
    },
  });
  read(undefined);
  return [element, readOut];
}

function stripMove(
  options: readonly HTMLElement[],
  pressed: string,
  index: number,
): number | undefined {
  switch (pressed) {
    case "ArrowLeft":
      return index > 0 ? index - 1 : undefined;
    case "ArrowRight":
      return index < options.length - 1 ? index + 1 : undefined;
    case "ArrowUp":
      return verticalMove(options, index, -1);
    case "ArrowDown":
      return verticalMove(options, index, 1);
    case "Home":
      return 0;
    case "End":
      return options.length - 1;
    default:
      return undefined;
  }
}
