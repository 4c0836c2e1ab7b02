import {
  draftersFigures,
  type DrafterFigures,
  type DraftersFigures,
  type Writer,
} from "../../core/stats/panel/drafters";
import { dotRows, type DotRow } from "../charts/dotRows";
import { stackedBar } from "../charts/stackedBar";
import type { PanelModel } from "../panelModel";
import { say, show } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import type { Canvas, Section } from "./section";
import { caption } from "./words";

/** Who guesses well? */
export const draftersSection: Section = {
  id: "drafters",
  isWide: false,
  inputs: ({ sections }) => [sections.drafters, sections.acceptance?.passes],
  summary(model) {
    const share = figuresOf(model)?.share;
    return share === undefined ? undefined : show("sum.drafters", { share: figures.share(share) });
  },
  draw(model, canvas) {
    const found = figuresOf(model);
    if (found === undefined || found.rows.every(({ drafted }) => drafted === 0))
      return [caption("empty.drafters")];
    const words = caption("drafters.caption");
    return [rows(found, canvas, words), words, ...writers(found, canvas)];
  },
  table(model) {
    const found = figuresOf(model);
    if (found === undefined) return undefined;
    return {
      head: [say("head.drafter"), say("head.drafted"), say("head.accepted"), say("head.share")],
      rows: found.rows.map((row) => [
        drafterName(row.id),
        row.state === "off" && row.drafted === 0 ? say("drafters.off") : figures.count(row.drafted),
        figures.count(row.accepted),
        figures.share(row.share),
      ]),
    };
  },
};

function figuresOf({ sections }: PanelModel): DraftersFigures | undefined {
  return sections.drafters && draftersFigures(sections.drafters, sections.acceptance?.passes ?? 0);
}

/** @param words the line below, which tells the technical names of the drafter that is pointed at */
function rows(found: DraftersFigures, { width, textWidth }: Canvas, words: HTMLElement): Element {
  const seen = found.rows.filter(({ state, drafted }) => state === "on" || drafted > 0);
  const off = found.rows.filter((row) => !seen.includes(row));
  const all = [...seen, ...off];
  const point = (index: number | undefined): void => {
    const row = index === undefined ? undefined : all[index];
    // What follows must not move.
    words.style.setProperty("min-height", `${words.offsetHeight}px`);
    words.textContent =
      row === undefined || row.names.length === 0
        ? say("drafters.caption")
        : say("drafters.names", { name: drafterName(row.id), names: row.names.join(", ") });
  };
  return dotRows({
    width,
    textWidth,
    label: say("drafters.label", { rows: all.map(rowLabel).join("; ") }),
    rows: all.map((row) => dotRow(row, width > 275)),
    ticks: [
      { value: 0, text: figures.count(0) },
      { value: 0.5, text: figures.share(0.5) },
      { value: 1, text: figures.share(1) },
    ],
    onPoint: point,
  });
}

function dotRow(row: DrafterFigures, hasRoom: boolean): DotRow {
  const name = drafterName(row.id);
  if (row.share !== undefined && row.interval !== undefined) {
    const rest = hasRoom ? { rest: say("drafters.of", { n: figures.count(row.drafted) }) } : {};
    const { low, high } = row.interval;
    return {
      name,
      value: row.share,
      low,
      high,
      isHollow: false,
      main: figures.share(row.share),
      ...rest,
    };
  }
  if (row.state === "off") return { name, isHollow: true, rest: say("drafters.off") };
  const value = row.drafted > 0 ? { value: row.accepted / row.drafted } : {};
  const n = figures.count(row.drafted);
  return { name, ...value, isHollow: true, rest: hasRoom ? say("drafters.few", { n }) : n };
}

function rowLabel(row: DrafterFigures): string {
  const name = drafterName(row.id);
  const n = figures.count(row.drafted);
  if (row.interval === undefined || row.share === undefined) {
    return say(row.state === "off" ? "drafters.rowOff" : "drafters.rowFew", { name, n });
  }
  const { low, high } = row.interval;
  const values = {
    share: figures.share(row.share),
    low: figures.share(low),
    high: figures.share(high),
  };
  return say("drafters.row", { name, n, ...values });
}

function writers(found: DraftersFigures, { width, textWidth }: Canvas): Element[] {
  if (found.writers.length === 0) return [];
  const n = figures.count(found.numWritten);
  const parts = found.writers.map((writer) => ({
    amount: writer.tokens,
    share: figures.share(writer.percent / 100),
    name: writerName(writer),
    isPlain: writer.by === "model",
  }));
  const label = parts.map(({ name, share }) => `${name} ${share}`).join(", ");
  return [
    stackedBar({ width, textWidth, label: say("drafters.wroteLabel", { n, parts: label }), parts }),
    caption("drafters.wrote", { n }),
  ];
}

function writerName({ by }: Writer): string {
  if (by === "model") return say("drafters.model");
  return by === "others" ? say("drafters.others") : drafterName(by);
}
