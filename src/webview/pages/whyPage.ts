import { quotient } from "../../core/stats/panel/printed";
import { leastN } from "../../core/stats/panel/thresholds";
import type { Why, WhyStepId } from "../../protocol/panelMessages";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import type { ToHostBody } from "../editorPort";
import { button, link } from "../sections/words";
import { plural, say } from "../strings/say";
import { figures } from "../text/figures";
import { visibleText } from "../text/visibleText";
import { page } from "./page";
import { remedies } from "./whyRemedies";
import { stepsList } from "./whySteps";

/** Why a request ended without a suggestion: where it was, how far it got, and what can be done about it. */
export function whyPage(
  why: Why,
  ask: (message: ToHostBody) => void,
  onBack: () => void,
): HTMLElement {
  return page(
    say(`why.${why.reason}`),
    onBack,
    html(
      "p",
      { class: "muted" },
      say("why.where", {
        at: figures.clockWithSeconds(why.at),
        document: visibleText(why.document, { most: 60 }),
        line: figures.count(why.line),
      }),
    ),
    cursorLine(why),
    stepsList(why),
    explanation(why),
    dropped(why),
    offered(why, ask),
    today(why),
    html(
      "p",
      { class: "links small" },
      why.hasEarlier
        ? link(`‹ ${say("why.earlier")}`, "earlier", () => {
            // The latest one at or before this number: some numbers are of requests that had suggestions.
            ask({ type: "why", request: String(Number(why.request) - 1) });
          })
        : undefined,
      link(say("why.copy"), "copy-why", () => {
        ask({ type: "copy", what: "why" });
      }),
    ),
  );
}

function cursorLine({ before, after }: Why): HTMLElement {
  const shown = (text: string): HTMLElement =>
    html("bdi", {}, visibleText(text.replaceAll("\t", "    "), { most: 400 }));
  return html("pre", {}, shown(before), html("span", { class: "cursor" }), shown(after));
}

function explanation({ reason }: Why): Child {
  if (reason === "superseded") return html("p", { class: "muted" }, say("why.normal"));
  return reason === "returned" ? html("p", { class: "muted" }, say("why.guess")) : undefined;
}

/** Steps behind which a text is shown only when it is asked for: it was dropped for what it says. */
const asksFirst: ReadonlySet<WhyStepId> = new Set<WhyStepId>(["checked"]);

function dropped({ dropped: text, steps }: Why): Child {
  if (text === undefined || text === "") return undefined;
  const shown = html(
    "p",
    { class: "dropped" },
    html("b", {}, `${say("why.shownInstead")} `),
    html("bdi", { class: "code" }, visibleText(text, { most: 400 })),
  );
  const stoppedAt = steps.find((step) => step.state === "stopped")?.id;
  if (stoppedAt === undefined || !asksFirst.has(stoppedAt)) return shown;
  const asked = html(
    "p",
    {},
    button(say("act.dropped"), "dropped", "secondary", () => {
      asked.replaceWith(shown);
    }),
  );
  return asked;
}

function offered({ reason }: Why, ask: (message: ToHostBody) => void): Child {
  const offers = remedies[reason] ?? [];
  if (offers.length === 0) return undefined;
  return html(
    "p",
    { class: "actions" },
    offers.map((remedy, i) =>
      button(say(remedy.text), remedy.text, i === 0 ? "primary" : "secondary", () => {
        ask(remedy.ask);
      }),
    ),
  );
}

function today({ ofToday, sameToday }: Why): Child {
  const share = ofToday < leastN.share ? undefined : quotient(sameToday, ofToday);
  return html(
    "p",
    { class: "small muted" },
    say(plural("why.today", sameToday), {
      n: figures.count(sameToday),
      share: figures.share(share),
    }),
  );
}
