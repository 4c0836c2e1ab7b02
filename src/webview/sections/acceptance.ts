import { acceptanceFigures } from "../../core/stats/panel/acceptance";
import { positionBars } from "../charts/positionBars";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import type { Section } from "./section";
import { caption } from "./words";

/** How far do drafts carry? */
export const acceptanceSection: Section = {
  id: "acceptance",
  isWide: false,
  inputs: ({ sections }) => [sections.acceptance],
  summary({ sections: { acceptance } }) {
    const found = acceptance && acceptanceFigures(acceptance);
    return found && show("sum.acceptance", { mean: figures.perPass(found.mean) });
  },
  draw({ sections: { acceptance } }, { width, textWidth }) {
    if (acceptance === undefined || acceptance.passes === 0) return [caption("empty.acceptance")];
    const found = acceptanceFigures(acceptance);
    if (found === undefined)
      return [caption("acceptance.few", { n: figures.count(acceptance.passes) })];
    const pairs = found.positions.map(({ drafted, accepted }, i) =>
      say("acceptance.pair", {
        position: positionName(i),
        accepted: figures.share(accepted),
        drafted: figures.share(drafted),
      }),
    );
    return [
      positionBars({
        width,
        textWidth,
        label: say("acceptance.label", { pairs: pairs.join(", ") }),
        bars: found.positions.map(({ drafted, accepted }, i) => ({
          name: positionName(i),
          outlined: drafted,
          filled: Math.min(accepted, drafted),
          text: i === 0 ? figures.share(accepted) : figures.share(accepted).replace("%", ""),
        })),
      }),
      caption("acceptance.caption", {
        passes: figures.count(found.passes),
        mean: figures.perPass(found.mean),
      }),
    ];
  },
  table({ sections: { acceptance } }) {
    const found = acceptance && acceptanceFigures(acceptance);
    if (found === undefined) return undefined;
    return {
      head: [say("head.position"), say("head.accepted"), say("head.drafted")],
      rows: found.positions.map(({ drafted, accepted }, i) => [
        positionName(i),
        figures.share(accepted),
        figures.share(drafted),
      ]),
    };
  },
};

/** The ninth is all beyond the eighth. */
function positionName(index: number): string {
  return index === 8 ? "9+" : String(index + 1);
}
