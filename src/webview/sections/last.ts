import type { Last, Tok } from "../../protocol/panelMessages";
import { lineSample, skylineSample } from "../charts/keySamples";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { plural, say, show, type StringId } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import { bitsText } from "../text/tokenWords";
import { labelText } from "../text/visibleText";
import type { Section, SectionActions } from "./section";
import { stripPicture } from "./stripPicture";
import { caption, captionOf, link } from "./words";

/** What did the model know? */
export function lastSection(actions: SectionActions): Section {
  return {
    id: "last",
    isWide: true,
    inputs: ({ last }) => [last],
    summary({ last, waiting }) {
      if (last === undefined) return undefined;
      // In the heading, because drawing the tokens again would take them from who looks at one.
      if (waiting !== undefined && waiting.id !== last.id) {
        return [link(say("strip.newer"), "newer", actions.showNewest)];
      }
      const numTokens = last.tokens.length + (last.more ?? 0);
      return show(plural("sum.last", numTokens), { n: figures.count(numTokens) });
    },
    draw({ last }) {
      if (last === undefined) return [caption("empty.last")];
      return [...stripPicture(last, actions.hold), key(last), captionOf(story(last))];
    },
    table({ last }) {
      if (last === undefined) return undefined;
      return {
        head: [
          say("head.token"),
          say("head.p"),
          say("head.runnerUp"),
          say("head.bits"),
          say("head.from"),
        ],
        rows: last.tokens.map((token) => [
          labelText(token.text),
          figures.probability(token.p),
          token.alt === undefined
            ? say("none")
            : `${labelText(token.alt.text)} ${figures.probability(token.alt.p)}`,
          token.bitsAtLeast === true ? bitsText(token) : figures.bits(token.bits),
          fromText(token),
        ]),
      };
    },
  };
}

/** What the marks mean: only those that are there. */
function key(last: Last): Child {
  const isForced = last.tokens.some(({ by }) => by === "healing");
  return html(
    "p",
    { class: "key small muted" },
    html("span", {}, skylineSample(), say("strip.tall")),
    html("span", {}, lineSample("drafted"), say("strip.under")),
    isForced ? html("span", {}, lineSample("forced"), say("strip.forced")) : undefined,
    html("span", {}, say("strip.rest")),
  );
}

function story(last: Last): string {
  const n = last.passes.length;
  return say(plural("strip.story", n), {
    outcome: say(`outcome.${last.outcome}`),
    ms: figures.time(last.ms),
    n: figures.count(n),
    ended: endText(last.endedBy),
  });
}

const ends: Readonly<Record<string, StringId>> = {
  endToken: "end.endToken",
  lineEnd: "end.lineEnd",
  blockEnd: "end.blockEnd",
  suffixReached: "end.suffixReached",
  maxTokens: "end.maxTokens",
  timeBudget: "end.timeBudget",
  repetition: "end.repetition",
  uncertainty: "end.uncertainty",
  modelFull: "end.modelFull",
};

/** Why decoding ended; nothing for a reason that a later engine may know. */
function endText(endedBy: string): string {
  const id = Object.hasOwn(ends, endedBy) ? ends[endedBy] : undefined;
  return id === undefined ? "" : say(id);
}

function fromText({ by }: Tok): string {
  if (by === "model") return say("from.model");
  return by === "healing" ? say("from.healing") : drafterName(by);
}
