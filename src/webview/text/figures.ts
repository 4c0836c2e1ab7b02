import { FigureFormat } from "../../core/stats/panel/format";
import { language } from "../strings/say";

/** Prints figures in the editor's language. */
export const figures = new FigureFormat(Intl, language());

/** Megabytes as the makers of files count them: `96`. */
export function megabytes(bytes: number): string {
  return figures.count(Math.round(bytes / 1e6));
}

/** A length in tokens, roughly: `1k`, `512`. */
export function roughTokens(n: number): string {
  return n < 1000 ? figures.count(n) : `${figures.count(Math.round(n / 1024))}k`;
}

/** The day of a time, unless it is `now`'s: `12 Mar 2026`. */
export function dayOf(epochMs: number, now: number): string | undefined {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "medium" });
  const day = format.format(epochMs);
  return day === format.format(now) ? undefined : day;
}
