import { acceptanceFigures } from "../core/stats/panel/acceptance";
import type { FigureFormat } from "../core/stats/panel/format";
import { latencyFigures } from "../core/stats/panel/latency";
import type { Sections } from "../core/stats/panel/sections";
import { speedFigures } from "../core/stats/panel/speed";
import type { Say } from "./say";

/** What the tooltip says of speed and use, as printed. A row that nothing is known for is left out. */
export type StatusFigures = readonly { readonly name: string; readonly value: string }[];

/** Of what the panel shows, the four figures that the tooltip has room for. */
export function statusFigures(
  { speed, acceptance, latency, use }: Partial<Sections>,
  format: FigureFormat,
  say: Say,
): StatusFigures {
  const fast = speed && speedFigures(speed);
  const kept = acceptance && acceptanceFigures(acceptance);
  const half = latency && latencyFigures(latency).p50;
  return [
    ...(fast === undefined ? [] : [{ name: say("Speed"), value: speedWords(fast, format, say) }]),
    ...(kept === undefined
      ? []
      : [
          {
            name: say("Accepted per pass"),
            value: say("{n} tokens", { n: format.perPass(kept.mean) }),
          },
        ]),
    ...(half === undefined ? [] : [{ name: say("Half shown within"), value: format.time(half) }]),
    ...(use === undefined || use.requests === 0
      ? []
      : [
          {
            name: say("Today"),
            value: say("{shown} shown, {accepted} accepted", {
              shown: format.count(use.shown),
              accepted: format.count(use.accepted),
            }),
          },
        ]),
  ];
}

function speedWords(
  { median, ratio }: { readonly median: number; readonly ratio?: number },
  format: FigureFormat,
  say: Say,
): string {
  const speed = say("{n} tokens/s", { n: format.speed(median) });
  return ratio === undefined
    ? speed
    : say("{speed}, {ratio} plain", { speed, ratio: format.ratio(ratio) });
}
