import { quotient } from "../../core/stats/panel/printed";
import { leastN } from "../../core/stats/panel/thresholds";
import type { ReasonId, Why, WhyStepId } from "../../protocol/panelMessages";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import type { ToHostBody } from "../editorPort";
import { button, link } from "../sections/words";
import { say, type StringId } from "../strings/say";
import { figures } from "../text/figures";
import { bitsText } from "../text/tokenWords";
import { labelText, visibleText } from "../text/visibleText";
import { page } from "./page";

/** What can be done about a reason. */
interface Remedy {
  readonly text: StringId;
  readonly ask: ToHostBody;
}

const settings: ToHostBody = { type: "run", command: "foretype.openSettings" };
const askAgain: ToHostBody = { type: "run", command: "foretype.trigger" };
const chooseModel: ToHostBody = { type: "run", command: "foretype.chooseModel" };
const startAgain: ToHostBody = { type: "run", command: "foretype.restartEngine" };

/** Offered in this order, the first one as the main one. */
const remedies: Readonly<Partial<Record<ReasonId, readonly Remedy[]>>> = {
  disabled: [{ text: "act.settings", ask: settings }],
  place: [{ text: "act.ask", ask: askAgain }],
  midLine: [{ text: "act.ask", ask: askAgain }],
  paused: [{ text: "act.resume", ask: { type: "run", command: "foretype.resume" } }],
  modelMissing: [{ text: "act.model", ask: chooseModel }],
  engineDown: [{ text: "act.start", ask: startAgain }],
  failed: [{ text: "act.log", ask: { type: "run", command: "foretype.showLog" } }],
  timedOut: [
    { text: "act.raise", ask: settings },
    { text: "act.measure", ask: { type: "measure", act: "start" } },
  ],
  unsure: [
    { text: "act.show", ask: askAgain },
    { text: "act.limit", ask: settings },
  ],
};

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
    html(
      "ol",
      { class: "steps-list" },
      why.steps.map((step) => stepRow(step, why)),
    ),
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

type Step = Why["steps"][number];

const spoken = {
  passed: "why.passed",
  stopped: "why.stopped",
  notReached: "why.unreached",
} as const;

function stepRow(step: Step, why: Why): HTMLElement {
  const mark = { passed: icon("passed"), stopped: html("i", { class: "stop" }), notReached: "" }[
    step.state
  ];
  const name = step.state === "stopped" ? say(`stopped.${step.id}`) : say(`step.${step.id}`);
  return html(
    "li",
    { class: step.state },
    html("span", { class: "mark", "aria-hidden": "true" }, mark),
    html(
      "span",
      {},
      html("span", { class: "unseen" }, say(spoken[step.state])),
      html("b", {}, name),
      html("span", { class: "detail small muted" }, stepDetail(step, why)),
    ),
    html("span", { class: "small muted" }, step.ms === undefined ? "" : figures.time(step.ms)),
  );
}

function stepDetail({ id, state }: Step, why: Why): string {
  if (state === "passed") return say(`passed.${id}`);
  if (state === "notReached") return say("why.notReached");
  const sentences = [id === "sure" ? firstToken(why) : "", why.detail ?? ""].filter(
    (text) => text !== "",
  );
  return sentences.length > 0 ? sentences.join(" ") : say(`reason.${why.reason}`);
}

function firstToken({ first, limit }: Why): string {
  if (first === undefined) return "";
  const values = {
    token: labelText(first.text),
    p: say("figure.p", { p: figures.probability(first.p) }),
    bits: bitsText(first),
  };
  const sentence =
    first.alt === undefined
      ? say("why.firstAlone", values)
      : say("why.first", {
          ...values,
          other: labelText(first.alt.text),
          q: figures.probability(first.alt.p),
        });
  return limit === undefined
    ? sentence
    : `${sentence} ${say("why.limit", { limit: figures.bits(limit) })}`;
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
    say("why.today", { n: figures.count(sameToday), share: figures.share(share) }),
  );
}
