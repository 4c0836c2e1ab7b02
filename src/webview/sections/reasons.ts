import { reasonBars, type ReasonBar } from "../../core/stats/panel/reasons";
import type { ReasonId } from "../../core/stats/panel/sections";
import { bars } from "../charts/bars";
import { html } from "../dom/html";
import { plural, say, show } from "../strings/say";
import { figures } from "../text/figures";
import { reasonName } from "../text/names";
import type { Section, SectionActions } from "./section";
import { caption, link } from "./words";

/** Why is it quiet? */
export function reasonsSection(actions: SectionActions): Section {
  const why = (reason: ReasonId | undefined): void => {
    actions.ask({ type: "why", ...(reason !== undefined && { reason }) });
  };
  return {
    id: "reasons",
    isWide: false,
    inputs: ({ sections }) => [sections.reasons, sections.use?.requests],
    summary({ sections: { reasons, use } }) {
      if (reasons === undefined || reasons.length === 0) return undefined;
      const n = reasons.reduce((sum, row) => sum + row.n, 0);
      // Sections come one by one: the count of requests may be an earlier one.
      const requests = Math.max(n, use?.requests ?? 0);
      return show("sum.reasons", { n: figures.count(n), requests: figures.count(requests) });
    },
    draw({ sections: { reasons } }) {
      if (reasons === undefined || reasons.length === 0) return [caption("empty.reasons")];
      const rows = reasonBars(reasons);
      return [
        bars(
          rows.map((row) => ({
            name: barName(row),
            amount: row.n,
            text: figures.count(row.n),
            kind: row.isNormal ? "outline" : "plain",
            ask: {
              label: say("reasons.open", { reason: barName(row), n: figures.count(row.n) }),
              key: `reason-${row.ids[0] ?? ""}`,
              run: () => {
                why(row.ids[0]);
              },
            },
          })),
        ),
        html(
          "div",
          { class: "spread small" },
          html(
            "span",
            { class: "muted" },
            rows.some((row) => row.isNormal) ? say("reasons.normal") : "",
          ),
          link(say("reasons.why"), "why", () => {
            why(undefined);
          }),
        ),
      ];
    },
    table({ sections: { reasons } }) {
      if (reasons === undefined || reasons.length === 0) return undefined;
      return {
        head: [say("head.reason"), say("head.requests")],
        rows: reasons.map(({ id, n }) => [reasonName(id), figures.count(n)]),
      };
    },
  };
}

function barName({ kind, ids }: ReasonBar): string {
  const [id] = ids;
  if (kind === "reason" && id !== undefined) return reasonName(id);
  const n = ids.length;
  return say(plural(kind === "engine" ? "reasons.engine" : "reasons.others", n), {
    n: figures.count(n),
  });
}
