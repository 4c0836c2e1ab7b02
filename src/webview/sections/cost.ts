import { costFigures } from "../../core/stats/panel/cost";
import type { CostSection } from "../../core/stats/panel/sections";
import { costCurves } from "../charts/costCurves";
import { html } from "../dom/html";
import { plural, say, show } from "../strings/say";
import { figures, roughTokens } from "../text/figures";
import type { Section, SectionActions } from "./section";
import { caption, link } from "./words";

/** Why this size of drafts? */
export function costSection(actions: SectionActions): Section {
  return {
    id: "cost",
    isWide: false,
    inputs: ({ sections }) => [sections.cost],
    summary({ sections: { cost } }) {
      if (cost === undefined) return undefined;
      const found = costFigures(cost);
      return show(plural("sum.cost", found.chosen), {
        n: figures.count(found.chosen),
        cost: figures.cost(found.cost),
      });
    },
    draw({ sections: { cost } }, { width, textWidth }) {
      if (cost === undefined) return [caption("empty.cost")];
      const found = costFigures(cost);
      return [
        costCurves({
          width,
          textWidth,
          label: label(cost),
          sizes: cost.n,
          costs: cost.c,
          gains: cost.expected,
          chosen: cost.chosen,
          words: {
            oneByOne: say("cost.oneByOne"),
            cost: say("cost.curve"),
            gain: say("cost.gain"),
            plain: say("cost.plain"),
            chosenCost: say(plural("cost.chosen", found.chosen), {
              n: figures.count(found.chosen),
              cost: figures.cost(found.cost),
            }),
            chosenGain: figures.ratio(found.speedUp),
            lastSize: say("cost.tokens", { n: figures.count(cost.n.at(-1)) }),
            ratio: (value) =>
              Number.isInteger(value) ? `${figures.count(value)}×` : figures.ratio(value),
          },
        }),
        caption("cost.caption", {
          at: figures.clock(cost.at),
          t1: say("figure.ms", { n: figures.bits(cost.t1Ms) }),
          threads: figures.count(cost.threads),
          context: roughTokens(cost.context),
        }),
        found.drift === undefined
          ? undefined
          : html(
              "p",
              { class: "small" },
              say(found.drift === "slower" ? "cost.slower" : "cost.faster", {
                at: figures.clock(cost.at),
              }),
              " ",
              link(say("cost.again"), "cost-again", () => {
                actions.ask({ type: "run", command: "foretype.restartEngine" });
              }),
            ),
      ];
    },
    table({ sections: { cost } }) {
      if (cost === undefined) return undefined;
      return {
        head: [say("head.tokensInPass"), say("head.cost"), say("head.gain")],
        rows: cost.n.map((size, i) => [
          figures.count(size),
          figures.cost(cost.c[i]),
          figures.cost(cost.expected[i]),
        ]),
      };
    },
  };
}

function label(cost: CostSection): string {
  const found = costFigures(cost);
  return say(found.speedUp === undefined ? "cost.label" : "cost.labelGain", {
    n: figures.count(found.chosen),
    cost: figures.cost(found.cost),
    most: figures.count(cost.n.at(-1)),
    mostCost: figures.cost(cost.c.at(-1)),
    gain: figures.ratio(found.speedUp),
  });
}
