import type { Why } from "../../protocol/panelMessages";
import { html } from "../dom/html";
import { icon } from "../dom/icons";
import { say } from "../strings/say";
import { figures } from "../text/figures";
import { bitsText } from "../text/tokenWords";
import { labelText } from "../text/visibleText";

type Step = Why["steps"][number];

const spoken = {
  passed: "why.passed",
  stopped: "why.stopped",
  notReached: "why.unreached",
} as const;

/** The eight steps of a request: those passed, the one it stopped at, and those not reached. Said in words for readers, too. */
export function stepsList(why: Why): HTMLElement {
  return html(
    "ol",
    { class: "steps-list" },
    why.steps.map((step) => stepRow(step, why)),
  );
}

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
  const sentences =
    id === "sure"
      ? [doubtText(why), firstToken(why)]
      : [why.detail ?? ""].filter((text) => text !== "");
  return sentences.length > 0 ? sentences.join(" ") : say(`reason.${why.reason}`);
}

function doubtText({ doubt }: Why): string {
  if (doubt === undefined) return "";
  return say("why.doubt", {
    chance: figures.share(doubt.chance),
    floor: figures.share(doubt.floor),
  });
}

function firstToken({ first }: Why): string {
  if (first === undefined) return "";
  const values = {
    token: labelText(first.text),
    p: say("figure.p", { p: figures.probability(first.p) }),
    bits: bitsText(first),
  };
  if (first.alt === undefined) return say("why.firstAlone", values);
  return say("why.first", {
    ...values,
    other: labelText(first.alt.text),
    q: figures.probability(first.alt.p),
  });
}
