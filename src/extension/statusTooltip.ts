import type { CommandId } from "./commandIds";
import { commandLink, escapeMarkdown } from "./markdown";
import { openedName } from "./models/openedName";
import { reasonWords } from "./reasonWords";
import type { StatusFacts } from "./statusFacts";
import type { StatusFigures } from "./statusFigures";
import { situationOf, type StatusSituation } from "./statusSituation";
import { statusLabel } from "./statusText";
import { saySentence } from "./sentences";

/** What the tooltip says, and the commands that its links may run: three at most. */
export interface StatusTooltip {
  readonly markdown: string;
  readonly commands: readonly CommandId[];
}

interface Link {
  readonly title: string;
  readonly command: CommandId;
}

/** What is going on, the figures that say how well, and what there is to do about it. */
export function statusTooltip(facts: StatusFacts): StatusTooltip {
  const { say, engine, settings, settingProblems, reason } = facts;
  const situation = situationOf(facts);
  const links = linksOf(facts, situation);
  const isReady = engine.kind === "ready" && settings.enabled;
  const figures = isReady ? facts.figures() : [];
  const refusal = isReady ? engine.refusal : undefined;
  const last =
    isReady && reason !== undefined
      ? `${escapeMarkdown(say("Last request: {reason}.", { reason: reasonWords(reason, say) }))} `
      : "";
  const paragraphs = [
    [firstLine(facts, situation), ...machine(facts)].join("  \n"),
    ...[...settingProblems, ...(refusal === undefined ? [] : [refusal])].map(
      (problem) => `$(warning) ${escapeMarkdown(saySentence(problem, say))}`,
    ),
    ...(figures.length > 0 ? [figuresTable(figures)] : []),
    `${last}${links.map(({ title, command }) => commandLink(title, command)).join(" · ")}`,
  ];
  return {
    markdown: paragraphs.join("\n\n"),
    commands: links.map(({ command }) => command),
  };
}

/** The state, then the sentence that says why. */
function firstLine(facts: StatusFacts, situation: StatusSituation): string {
  const label = statusLabel({ ...facts, isWorking: false, speed: undefined });
  const why = whyOf(facts, situation);
  return `**${escapeMarkdown(label)}\\.**${why === undefined ? "" : ` ${escapeMarkdown(why)}`}`;
}

function whyOf({ say, engine }: StatusFacts, situation: StatusSituation): string | undefined {
  if ("sentence" in situation) return saySentence(situation.sentence, say);
  if (situation.kind === "restarting" && engine.kind === "restarting") return engine.sentence;
  if (situation.kind !== "loading" || situation.model === undefined) return undefined;
  if (engine.kind !== "ready") return undefined;
  return say("It is {model}; {other} answers meanwhile.", {
    model: situation.model,
    other: engine.opened.name,
  });
}

/** Model and machine. */
function machine({ say, engine, settings }: StatusFacts): readonly string[] {
  if (engine.kind !== "ready" || !settings.enabled) return [];
  const { threads, provider } = engine.opened;
  const where =
    provider === "cpu" ? say("on this machine") : say("on {device}", { device: provider });
  const model = `${openedName(engine.opened)} ${where}`;
  const line =
    threads === 1
      ? say("{model}, 1 thread", { model })
      : say("{model}, {n} threads", { model, n: threads });
  const resting = engine.isResting
    ? [say("It was unloaded while nothing was asked of it; the next key loads it.")]
    : [];
  return [line, ...resting].map((text) => escapeMarkdown(text));
}

function figuresTable(figures: StatusFigures): string {
  const rows = figures.map(
    ({ name, value }) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |`,
  );
  return ["| | |", "|:--|:--|", ...rows].join("\n");
}

function linksOf(
  { say, reason, languageId }: StatusFacts,
  situation: StatusSituation,
): readonly Link[] {
  const panel: Link = { title: say("Open panel"), command: "foretype.openPanel" };
  const log: Link = { title: say("Show log"), command: "foretype.showLog" };
  switch (situation.kind) {
    case "off":
      return [{ title: say("Switch on"), command: "foretype.toggle" }];
    case "offHere":
      return situation.because === "language" && languageId !== undefined
        ? [
            {
              title: say("Switch on for {language}", { language: languageId }),
              command: "foretype.toggleLanguage",
            },
          ]
        : [{ title: say("Open settings"), command: "foretype.openSettings" }];
    case "noModel":
    case "unsupported":
      return [{ title: say("Choose model"), command: "foretype.chooseModel" }, log];
    case "stopped":
    case "failed":
      return [
        { title: say("Restart engine"), command: "foretype.restartEngine" },
        { title: say("Choose model"), command: "foretype.chooseModel" },
        log,
      ];
    case "paused":
      // What the battery is spared ends with the setting, or with the mains.
      return situation.by === "user"
        ? [panel, { title: say("Resume"), command: "foretype.resume" }]
        : [panel, { title: say("Open settings"), command: "foretype.openSettings" }];
    case "measuring":
      return [panel, { title: say("Cancel"), command: "foretype.cancelMeasuring" }];
    case "starting":
    case "restarting":
    case "loading":
      return [panel, log];
    case "manual":
    case "ready":
      return [
        ...(reason === undefined ? [] : [{ title: say("Why?"), command: "foretype.why" } as const]),
        panel,
        { title: say("Pause"), command: "foretype.pause" },
      ];
    default:
      return situation satisfies never;
  }
}
