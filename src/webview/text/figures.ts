import { FigureFormat } from "../../core/stats/panel/format";
import { language, say } from "../strings/say";

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

/** A guessed time, to whole seconds: tenths would look measured. */
export function roughTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60
    ? say("figure.seconds", { n: figures.count(seconds) })
    : figures.time(1000 * seconds);
}

/** When something was, seen from `now`: `today 08:52`, or `12 Mar 2026, 08:52`. */
export function dayAndClock(epochMs: number, now: number): string {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "medium" });
  const day = format.format(epochMs);
  const clock = figures.clock(epochMs);
  return day === format.format(now)
    ? say("time.today", { clock })
    : say("time.day", { day, clock });
}
