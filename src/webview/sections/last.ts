import { leastSure } from "../../core/stats/panel/last";
import type { Last, Tok } from "../../protocol/panelMessages";
import { lineSample, skylineSample } from "../charts/keySamples";
import { tokenStrip } from "../charts/tokenStrip";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { Listbox } from "../dom/listbox";
import { verticalMove } from "../dom/verticalMove";
import { plural, say, show, type StringId } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import { bitsText, tokenWords } from "../text/tokenWords";
import { labelText } from "../text/visibleText";
import { Holder } from "./holder";
import type { Section, SectionActions } from "./section";
import { captionOf, link } from "./words";

/** What did the model know? */
export function lastSection(actions: SectionActions): Section {
  return {
    id: "last",
    isWide: true,
    inputs: ({ last, waiting }) => [last, waiting !== undefined],
    summary({ last }) {
      if (last === undefined) return undefined;
      return show("sum.last", { n: figures.count(last.tokens.length + (last.more ?? 0)) });
    },
    draw({ last, waiting }) {
      if (last === undefined) return [captionOf(say("empty.last"))];
      const newer = waiting !== undefined && waiting.id !== last.id;
      return [
        ...strip(last, actions),
        key(last),
        captionOf(
          story(last),
          newer ? [" ", link(say("strip.newer"), "newer", actions.showNewest)] : undefined,
        ),
      ];
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

/** The tokens, and the line that says what is known of one of them. */
function strip(last: Last, actions: SectionActions): Child[] {
  const readOut = html("div", { class: "read-out small" });
  const least = leastSure(last.tokens);
  const read = (index: number | undefined): void => {
    const token = index === undefined ? undefined : last.tokens[index];
    if (token !== undefined) readOut.replaceChildren(...show(...tokenWords(token)));
    else if (least === undefined) readOut.replaceChildren();
    else {
      const words = html("span", { class: "muted" }, `${say("strip.least")} `);
      readOut.replaceChildren(words, ...show(...tokenWords(least)));
    }
  };
  const { element, options } = tokenStrip({
    label: say("strip.label"),
    last,
    nameOf: (token) => say(...tokenWords(token)),
    moreText: (n) => say("strip.more", { n: figures.count(n) }),
  });
  const holder = new Holder("last", element, actions.hold);
  new Listbox({
    options,
    start: 0,
    move: (pressed, index) => stripMove(options, pressed, index),
    onLook: read,
    onPin: (index) => {
      holder.isPinned = index !== undefined;
    },
  });
  read(undefined);
  return [element, readOut];
}

function stripMove(
  options: readonly HTMLElement[],
  pressed: string,
  index: number,
): number | undefined {
  switch (pressed) {
    case "ArrowLeft":
      return index > 0 ? index - 1 : undefined;
    case "ArrowRight":
      return index < options.length - 1 ? index + 1 : undefined;
    case "ArrowUp":
      return verticalMove(options, index, -1);
    case "ArrowDown":
      return verticalMove(options, index, 1);
    case "Home":
      return 0;
    case "End":
      return options.length - 1;
    default:
      return undefined;
  }
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
