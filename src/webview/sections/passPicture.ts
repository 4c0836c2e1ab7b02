import { keptOf } from "../../core/stats/panel/last";
import type { Pass } from "../../protocol/panelMessages";
import { draftTree } from "../charts/draftTree";
import { layOutTree } from "../charts/treeLayout";
import { treeMove } from "../charts/treeMoves";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { Listbox } from "../dom/listbox";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import { Holder } from "./holder";
import type { Canvas, SectionActions } from "./section";
import { nodeWords, passWords } from "./treeWords";
import { caption } from "./words";

export interface PassPictureParts {
  readonly pass: Pass;
  /** Of the pass among those of its suggestion. */
  readonly index: number;
  readonly canvas: Canvas;
  readonly hold: SectionActions["hold"];
  readonly goTo: (index: number) => void;
}

/** The draft tree of a pass, and the line that says what is known of one of its tokens. */
export function passPicture(parts: PassPictureParts): readonly Child[] {
  const { pass, index, canvas, hold, goTo } = parts;
  const layout = layOutTree(pass);
  const { kept, drafted } = keptOf(pass);
  const counts = { drafted: figures.count(drafted), kept: figures.count(kept) };
  const tree = draftTree({
    ...canvas,
    label: say("tree.label", { i: figures.count(index + 1), ...counts }),
    pass,
    layout,
    nameOf: (node) => say(...nodeWords(pass, node)),
    foldedText: say("tree.more", { n: figures.count(layout.numFolded) }),
  });
  const readOut = html("div", { class: "read-out small" });
  const read = (at: number | undefined): void => {
    const node = at === undefined ? undefined : layout.nodes[at];
    const words = node === undefined ? passWords(pass) : nodeWords(pass, node);
    readOut.replaceChildren(...show(...words));
  };
  const isWider = Number(tree.svg.getAttribute("width")) > canvas.width;
  const focusable = { tabindex: 0, role: "group", "aria-label": say("tree.scroll") };
  const box = html("div", { class: "scroll", ...(isWider && focusable) }, tree.svg);
  const holder = new Holder("tree", box, hold);
  new Listbox({
    options: tree.options,
    start: 0,
    move: (key, at) => {
      if (key !== "PageUp" && key !== "PageDown") return treeMove(layout.nodes, key, at);
      goTo(index + (key === "PageUp" ? -1 : 1));
      return undefined;
    },
    onLook: read,
    onPin: (at) => {
      holder.isPinned = at !== undefined;
    },
  });
  // After a page key the focus is on the root of another pass.
  for (const option of tree.options) option.setAttribute("data-key", "tree-option");
  read(undefined);
  return [box, drafted === 0 ? caption("tree.none") : undefined, readOut];
}
