import { useFigures } from "../../core/stats/panel/use";
import type { UseSection } from "../../core/stats/panel/sections";
import { bars } from "../charts/bars";
import { dayColumns } from "../charts/dayColumns";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import type { Canvas, Section } from "./section";
import { caption, captionOf } from "./words";

/** Is it of use to me? */
export const useSection: Section = {
  id: "use",
  isWide: false,
  inputs: ({ sections }) => [sections.use],
  summary({ sections: { use } }) {
    const share = use && useFigures(use).ofNewCode;
    return share === undefined ? undefined : show("sum.use", { share: figures.share(share) });
  },
  draw({ sections: { use } }, canvas) {
    if (use === undefined || use.shown === 0) return [caption("empty.use")];
    const found = useFigures(use);
    return [
      bars([
        {
          name: say("use.shown"),
          amount: use.shown,
          text: figures.count(use.shown),
          kind: "outline",
        },
        {
          name: say("use.accepted"),
          amount: use.accepted,
          text: countShare(use.accepted, found.accepted),
          kind: "plain",
        },
        {
          name: say("use.kept"),
          amount: use.kept,
          text: countShare(use.kept, found.kept),
          kind: "ink",
        },
      ]),
      days(use, canvas),
      caption("use.days", { n: figures.count(use.days.length) }),
      memory(use),
    ];
  },
  table({ sections: { use } }) {
    if (use === undefined || use.shown === 0) return undefined;
    const found = useFigures(use);
    return {
      head: [say("head.figure"), say("head.count"), say("head.share")],
      rows: [
        [say("use.requests"), figures.count(use.requests), ""],
        [
          say("use.shown"),
          figures.count(use.shown),
          say("use.ofRequests", { share: figures.share(found.shown) }),
        ],
        [
          say("use.accepted"),
          figures.count(use.accepted),
          say("use.ofShown", { share: figures.share(found.accepted) }),
        ],
        [
          say("use.kept"),
          figures.count(use.kept),
          say("use.ofAccepted", { share: figures.share(found.kept) }),
        ],
        [
          say("use.fromMemory"),
          figures.count(found.fromMemory),
          say("use.ofShown", { share: figures.share(found.memoryShare) }),
        ],
        [say("use.newChars"), figures.count(use.newChars), ""],
        [
          say("use.acceptedChars"),
          figures.count(use.acceptedChars),
          figures.share(found.ofNewCode),
        ],
      ],
    };
  },
};

function countShare(count: number, share: number | undefined): string {
  const n = figures.count(count);
  return share === undefined ? n : say("use.countShare", { n, share: figures.share(share) });
}

function days(use: UseSection, { width, textWidth }: Canvas): SVGSVGElement {
  const shares = use.days.map((day) => day ?? undefined);
  const said = shares.map((day) => (day === undefined ? say("use.noEdits") : figures.share(day)));
  return dayColumns({
    width,
    textWidth,
    label: say("use.daysLabel", { days: said.join(", ") }),
    days: shares,
    today: [{ strong: figures.share(shares.at(-1)) }, say("use.today")],
  });
}

function memory(use: UseSection): HTMLElement {
  const values = {
    memory: figures.count(useFigures(use).fromMemory),
    shown: figures.count(use.shown),
    typed: figures.count(use.typedAlong),
    seen: figures.count(use.seen),
  };
  return captionOf(
    show("use.memory", values),
    " ",
    use.reuse === undefined ? [] : show("use.reuse", { reuse: figures.share(use.reuse) }),
  );
}
