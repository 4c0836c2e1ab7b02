import type { StatusFacts } from "./statusFacts";
import { situationOf } from "./statusSituation";
import { withoutIcons } from "./withoutIcons";

/** The words on the status bar, with icons: at most 20 characters besides them, unless there is news. */
export function statusText(facts: StatusFacts): string {
  const { say, isWorking, news } = facts;
  const situation = situationOf(facts);
  const mark = isWorking ? "$(loading~spin)" : "$(foretype-mark)";
  switch (situation.kind) {
    case "off":
    case "offHere":
      return `$(foretype-off) ${say("Foretype: off")}`;
    case "starting":
    case "restarting":
      return `$(loading~spin) ${say("Foretype: loading")}`;
    case "loading": {
      const { share } = situation;
      return `$(loading~spin) ${share === undefined ? say("Foretype: loading") : sharePrinted(share)}`;
    }
    case "measuring":
      return `$(loading~spin) ${sharePrinted(situation.share)}`;
    case "stopped":
      return `$(circle-slash) ${say("Foretype: stopped")}`;
    case "noModel":
      return `$(warning) ${say("Foretype: no model")}`;
    case "unsupported":
      return `$(circle-slash) ${say("Foretype: n/a")}`;
    case "failed":
      return `$(error) ${say("Foretype: stopped")}`;
    case "paused":
      return `$(debug-pause) ${say("Foretype: paused")}`;
    case "manual":
      return news === undefined ? `${mark} ${say("Foretype: manual")}` : newsText(news);
    case "ready":
      return news === undefined ? readyText(facts, mark) : newsText(news);
    default:
      return situation satisfies never;
  }
}

/** Whether something is wrong that the user has to mend: the only states with a background of their own. */
export function statusAlarm(facts: StatusFacts): "warning" | "error" | undefined {
  const { kind } = situationOf(facts);
  if (kind === "noModel") return "warning";
  return kind === "failed" ? "error" : undefined;
}

/** The same for a screen reader: a sentence without icons. */
export function statusLabel(facts: StatusFacts): string {
  const { say, speed, languageId, isWorking } = facts;
  const situation = situationOf(facts);
  switch (situation.kind) {
    case "off":
      return say("Foretype is off");
    case "offHere":
      return situation.because === "language"
        ? say("Foretype is off for {language}", { language: languageId ?? "" })
        : say("Foretype is off here");
    case "starting":
      return say("Foretype is starting its engine");
    case "restarting":
      return say("Foretype is starting its engine again");
    case "loading":
      return situation.share === undefined
        ? say("Foretype is loading the model")
        : say("Foretype is converting the model, {n} percent", { n: percent(situation.share) });
    case "measuring":
      return say("Foretype is measuring, {n} percent", { n: percent(situation.share) });
    case "stopped":
    case "failed":
      return say("Foretype's engine stopped");
    case "noModel":
      return say("Foretype needs a model");
    case "unsupported":
      return say("Foretype cannot run on this machine");
    case "paused":
      return situation.by === "battery"
        ? say("Foretype is paused, on battery")
        : say("Foretype is paused");
    case "manual":
      return say("Foretype suggests only when asked");
    case "ready":
      if (isWorking) return say("Foretype is working");
      return speed === undefined
        ? say("Foretype is ready")
        : say("Foretype is ready, {n} tokens per second", { n: Math.round(speed) });
    default:
      return situation satisfies never;
  }
}

function readyText({ settings, speed }: StatusFacts, mark: string): string {
  const show = settings["statusBar.show"];
  if (show === "icon") return mark;
  if (show === "name" || speed === undefined) return `${mark} Foretype`;
  return `${mark} Foretype ${String(Math.round(speed))} tok/s`;
}

function newsText(news: string): string {
  return `$(foretype-mark) Foretype · ${withoutIcons(news)}`;
}

function sharePrinted(share: number): string {
  return `Foretype: ${String(percent(share))}%`;
}

function percent(share: number): number {
  return Math.floor(100 * share);
}
