import { keptOf } from "../../core/stats/panel/last";
import type { Last, Pass } from "../../protocol/panelMessages";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import { labelText } from "../text/visibleText";
import { passPicture } from "./passPicture";
import type { Section, SectionActions } from "./section";
import { caption } from "./words";

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
      if (drafted === 0) return show("sum.noDraft");
      return show("sum.tree", { kept: figures.count(kept), n: figures.count(drafted) });
    },
    draw({ last }, canvas) {
      const pass = last?.passes[indexIn(last)];
      if (last === undefined || pass === undefined) return [caption("empty.tree")];
      const [index, numPasses] = [indexIn(last), last.passes.length];
      const goTo = (to: number): void => {
        if (to < 0 || to >= numPasses) return;
        chosen = { id: last.id, index: to };
        actions.redraw("tree");
      };
      return [
        passBar({ numPasses, index, width: canvas.width, goTo }),
        ...passPicture({ pass, index, canvas, hold: actions.hold, goTo }),
      ];
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

interface PassBarParts {
  readonly numPasses: number;
  readonly index: number;
  readonly width: number;
  readonly goTo: (index: number) => void;
}

/** What the marks mean, and the way to the other passes. */
function passBar({ numPasses, index, width, goTo }: PassBarParts): Child {
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
