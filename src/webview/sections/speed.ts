import { speedFigures, type SpeedFigures } from "../../core/stats/panel/speed";
import type { SpeedSection } from "../../core/stats/panel/sections";
import { dotStrip, type StripRule } from "../charts/dotStrip";
import type { Child } from "../dom/attributes";
import { html } from "../dom/html";
import { plural, say, show } from "../strings/say";
import { figures } from "../text/figures";
import type { Canvas, Section } from "./section";
import { caption } from "./words";

/** Does drafting pay here? */
export const speedSection: Section = {
  id: "speed",
  isWide: false,
  inputs: ({ sections }) => [sections.speed],
  summary({ sections }) {
    const ratio = sections.speed && speedFigures(sections.speed)?.ratio;
    return ratio === undefined ? undefined : show("sum.speed", { ratio: figures.ratio(ratio) });
  },
  draw({ sections: { speed } }, canvas) {
    if (speed === undefined || speed.perRequest.length === 0) return [caption("empty.speed")];
    const found = speedFigures(speed);
    const n = speed.perRequest.length;
    if (found === undefined) {
      return [
        strip(speed, undefined, canvas),
        caption(plural("speed.few", n), { n: figures.count(n) }),
      ];
    }
    return [
      hero(found),
      strip(speed, found, canvas),
      html(
        "p",
        { class: "small muted" },
        show(plural("speed.caption", n), { n: figures.count(n) }),
        " ",
        found.plain === undefined
          ? []
          : show(plural("speed.slower", found.slower), { n: figures.count(found.slower) }),
      ),
      wait(found),
      (found.ratio ?? 1) < 1 ? caption("speed.slow") : undefined,
    ];
  },
  table({ sections: { speed } }) {
    const found = speed && speedFigures(speed);
    if (found === undefined) return undefined;
    const speedText = (value: number | undefined): string =>
      say("figure.speed", { n: figures.speed(value) });
    return {
      head: [say("head.figure"), say("head.value")],
      rows: [
        [say("speed.row.now", { n: figures.count(found.n) }), speedText(found.median)],
        [say("speed.row.slowest"), figures.speed(found.slowest)],
        [say("speed.row.fastest"), figures.speed(found.fastest)],
        [say(found.isEstimated ? "speed.row.estimated" : "speed.row.measured"), plainText(found)],
        [
          say("speed.row.slower"),
          say("figure.of", { k: figures.count(found.slower), n: figures.count(found.n) }),
        ],
        [say("speed.row.wait"), figures.time(found.waitMs)],
        [say("speed.row.plainWait"), plainWait(found)],
      ],
    };
  },
};

function hero(found: SpeedFigures): Child {
  const { ratio } = found;
  return html(
    "div",
    { class: "hero" },
    ratio === undefined ? undefined : html("span", { class: "large" }, figures.ratio(ratio)),
    html(
      "span",
      {},
      show("speed.hero", { speed: figures.speed(found.median) }),
      found.plain === undefined
        ? undefined
        : html("span", { class: "muted" }, " ", say("speed.against", { plain: plainText(found) })),
    ),
  );
}

function strip(
  speed: SpeedSection,
  found: SpeedFigures | undefined,
  { width, textWidth }: Canvas,
): SVGSVGElement {
  const median =
    found === undefined
      ? undefined
      : ruleAt(found.median, figures.speed(found.median), say("speed.median"), true);
  const plain =
    found?.plain === undefined
      ? undefined
      : ruleAt(found.plain, plainText(found), say("speed.plain"), false);
  return dotStrip({
    width,
    textWidth,
    label: label(speed, found),
    values: speed.perRequest,
    places: 60,
    ...(median && { median }),
    ...(plain && { plain }),
    ...(speed.change !== undefined && { change: speed.change }),
  });
}

function ruleAt(value: number, text: string, word: string, isStrong: boolean): StripRule {
  const piece = isStrong ? { strong: text } : { ink: text };
  return { value, pieces: [piece, ` ${word}`], short: [piece] };
}

function label(speed: SpeedSection, found: SpeedFigures | undefined): string {
  const n = figures.count(speed.perRequest.length);
  if (found === undefined) return say(plural("speed.few", speed.perRequest.length), { n });
  return say("speed.label", {
    n,
    median: figures.speed(found.median),
    least: figures.speed(found.slowest),
    most: figures.speed(found.fastest),
    plain: plainText(found),
    slower: figures.count(found.slower),
  });
}

function wait(found: SpeedFigures): Child {
  if (found.plainWaitMs === undefined) return undefined;
  const values = {
    now: figures.time(found.waitMs),
    plain: withoutUnit(plainWait(found), figures.time(found.waitMs)),
    ratio: figures.ratio(found.waitRatio),
  };
  return html("p", { class: "small muted tight" }, show("speed.wait", values));
}

function plainText({ plain, isEstimated }: SpeedFigures): string {
  return estimated(figures.speed(plain), isEstimated && plain !== undefined);
}

function plainWait({ plainWaitMs, isEstimated }: SpeedFigures): string {
  return estimated(figures.time(plainWaitMs), isEstimated && plainWaitMs !== undefined);
}

/** Without its unit, where the figure before it has the same one. */
function withoutUnit(text: string, before: string): string {
  const unit = /\u00a0\p{L}+$/u.exec(text)?.[0];
  return unit !== undefined && before.endsWith(unit) ? text.slice(0, -unit.length) : text;
}

/** What is estimated says so. */
function estimated(text: string, isEstimated: boolean): string {
  return isEstimated ? `≈\u00a0${text}` : text;
}
