import { keptOf } from "../../core/stats/panel/last";
import type { Last, Pass } from "../../protocol/panelMessages";
import { draftTree } from "../charts/draftTree";
import { layOutTree, type TreeNode } from "../charts/treeLayout";
import { treeMove } from "../charts/treeMoves";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import { Listbox } from "../dom/listbox";
import { plural, say, show, type StringId, type Values } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import { labelText } from "../text/visibleText";
import { Holder } from "./holder";
import type { Canvas, Section, SectionActions } from "./section";
import { captionOf } from "./words";

/** What was guessed, and what of it was kept? One pass of the last suggestion. */
export function treeSection(actions: SectionActions): Section {
  /** The pass that was asked for, of the suggestion with this id. */
  let chosen: { readonly id: string; readonly index: number } | undefined;
  const indexIn = (last: Last): number =>
    chosen?.id === last.id ? chosen.index : fullest(last.passes);
  return {
    id: "tree",
    isWide: true,
    inputs: ({ last }) => [last],
    summary({ last }) {
      const pass = last?.passes[indexIn(last)];
      if (pass === undefined) return undefined;
      const { kept, drafted } = keptOf(pass);
      return show("sum.tree", { kept: figures.count(kept), n: figures.count(drafted) });
    },
    draw({ last }, canvas) {
      const pass = last?.passes[indexIn(last)];
      if (last === undefined || pass === undefined) return [captionOf(say("empty.tree"))];
      const goTo = (index: number): void => {
        chosen = { id: last.id, index: Math.min(last.passes.length - 1, Math.max(0, index)) };
        actions.redraw("tree");
      };
      return [
        head(last.passes.length, indexIn(last), canvas, goTo),
        ...(pass.nodes.length === 0
          ? [captionOf(say("tree.none")), captionOf(show(...passWords(pass)))]
          : drawing(pass, indexIn(last), canvas)),
      ];

      function drawing(shown: Pass, index: number, { width, textWidth }: Canvas): Child[] {
        const layout = layOutTree(shown);
        const { kept, drafted } = keptOf(shown);
        const tree = draftTree({
          width,
          textWidth,
          label: say("tree.label", {
            i: figures.count(index + 1),
            drafted: figures.count(drafted),
            kept: figures.count(kept),
          }),
          pass: shown,
          layout,
          nameOf: (node) => say(...nodeWords(shown, node)),
          foldedText: say("tree.more", { n: figures.count(layout.numFolded) }),
        });
        const readOut = html("div", { class: "read-out small" });
        const read = (at: number | undefined): void => {
          const node = at === undefined ? undefined : layout.nodes[at];
          readOut.replaceChildren(
            ...show(...(node === undefined ? passWords(shown) : nodeWords(shown, node))),
          );
        };
        const isWider = Number(tree.svg.getAttribute("width")) > width;
        const scroll = html(
          "div",
          isWider
            ? { class: "scroll", tabindex: 0, role: "group", "aria-label": say("tree.scroll") }
            : { class: "scroll" },
          tree.svg,
        );
        const holder = new Holder("tree", scroll, actions.hold);
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
        return [scroll, readOut];
      }
    },
    table({ last }) {
      const pass = last?.passes[indexIn(last)];
      if (pass === undefined || pass.nodes.length === 0) return undefined;
      return {
        head: [
          say("head.token"),
          say("head.parent"),
          say("head.expected"),
          say("head.drafter"),
          say("head.result"),
        ],
        rows: pass.nodes.map(({ text, parent, expected, by, kept }) => [
          labelText(text),
          labelText(pass.nodes[parent]?.text ?? pass.root),
          figures.share(expected),
          drafterName(by),
          say(kept ? "result.kept" : "result.refused"),
        ]),
      };
    },
  };
}

/** The pass with the most to see; the latest of several. */
function fullest(passes: readonly Pass[]): number {
  const sizes = passes.map(({ nodes }) => nodes.length);
  return sizes.lastIndexOf(Math.max(...sizes));
}

function head(
  numPasses: number,
  index: number,
  { width }: Canvas,
  goTo: (index: number) => void,
): Child {
  const step = (name: "previous" | "next", to: number): HTMLElement =>
    html(
      "button",
      {
        type: "button",
        class: "step",
        "aria-label": say(`tree.${name}`),
        "data-key": `tree-${name}`,
        "aria-disabled": to < 0 || to >= numPasses ? "true" : undefined,
        onclick: () => {
          goTo(to);
        },
      },
      icon(name),
    );
  return html(
    "div",
    { class: "spread small" },
    html("span", { class: "muted" }, say(width > 330 ? "tree.keyWide" : "tree.key")),
    html(
      "span",
      { class: "steps" },
      step("previous", index - 1),
      say("tree.pass", { i: figures.count(index + 1), n: figures.count(numPasses) }),
      step("next", index + 1),
    ),
  );
}

/** What a pass came to. */
function passWords(pass: Pass): readonly [StringId, Values] {
  const { kept, drafted } = keptOf(pass);
  const total = kept + (pass.wrote === undefined ? 0 : 1);
  const values = {
    total: figures.count(total),
    ms: figures.time(pass.ms),
    kept: figures.count(kept),
    drafted: figures.count(drafted),
  };
  if (pass.wrote === undefined) return [plural("tree.storyEnd", total), values];
  return [plural("tree.story", total), { ...values, token: labelText(pass.wrote.text) }];
}

function nodeWords(pass: Pass, { id }: TreeNode): readonly [StringId, Values] {
  if (id === "root") return ["tree.root", { token: labelText(pass.root) }];
  if (id === "wrote") {
    const p = say("figure.p", { p: figures.probability(pass.wrote?.p) });
    return ["tree.wrote", { token: labelText(pass.wrote?.text ?? ""), p }];
  }
  const node = pass.nodes[id];
  return [
    node?.kept === true ? "tree.kept" : "tree.refused",
    {
      token: labelText(node?.text ?? ""),
      chance: figures.share(node?.expected),
      drafter: drafterName(node?.by ?? "other"),
    },
  ];
}
