import { findStrategy } from "../core/decode/strategies";
import type { ReasonId } from "../core/stats/panel/sections";
import type { CommandId } from "./commandIds";
import type { Offer } from "./models/findOffer";
import { reasonWords } from "./reasonWords";
import type { Say } from "./say";
import { isLanguageEnabled, type Settings } from "./settings";
import { withoutIcons } from "./withoutIcons";

/** A line of the menu behind the status item, or a title over some of them. */
export type MenuEntry = MenuLine | { readonly title: string };

export interface MenuLine {
  readonly label: string;
  /** What is in force now. */
  readonly description?: string;
  readonly detail?: string;
  readonly command: CommandId;
}

/** What the menu depends on. */
export interface MenuFacts {
  readonly say: Say;
  readonly settings: Settings;
  /** Language of the active editor; `undefined` without one. */
  readonly languageId: string | undefined;
  /** A model that would suggest better. */
  readonly offer: Offer | undefined;
  /** The model that is open, as it is called; `undefined` while none is. */
  readonly model: string | undefined;
  /** Whether the user has paused suggestions. */
  readonly isPaused: boolean;
  readonly isMeasuring: boolean;
  /** About how long measuring would take, as printed; `undefined` while nobody knows. */
  readonly measureTime: string | undefined;
  /** Why the latest request had no suggestion, and when, as printed; `undefined` if it had one. */
  readonly ended: { readonly reason: ReasonId; readonly at: string } | undefined;
}

/** What can be done now. Each entry says what choosing it will do; what is in force stands beside it. */
export function menuEntries(facts: MenuFacts): readonly MenuEntry[] {
  const { say, settings } = facts;
  if (!settings.enabled) {
    return [{ label: `$(check) ${say("Switch on")}`, command: "foretype.toggle" }, ...more(facts)];
  }
  return [
    ...look(facts),
    { title: say("here") },
    ...here(facts),
    { title: say("engine") },
    ...engine(facts),
    { title: say("more") },
    ...more(facts),
    { label: `$(circle-slash) ${say("Switch off")}`, command: "foretype.toggle" },
  ];
}

/** What went wrong comes first, if something did. */
function look({ say, ended }: MenuFacts): readonly MenuEntry[] {
  const why: MenuLine = {
    label: `$(question) ${say("Why no suggestion?")}`,
    ...(ended && { description: `${reasonWords(ended.reason, say)}, ${ended.at}` }),
    command: "foretype.why",
  };
  const panel: MenuLine = {
    label: `$(graph) ${say("Open panel")}`,
    command: "foretype.openPanel",
  };
  return ended === undefined ? [panel, why] : [why, panel];
}

function here(facts: MenuFacts): readonly MenuEntry[] {
  const { say, settings, languageId, isPaused } = facts;
  const isManual = settings.trigger === "manual";
  return [
    ...(languageId === undefined ? [] : ofLanguage(facts, languageId)),
    isPaused
      ? { label: `$(debug-start) ${say("Resume")}`, command: "foretype.resume" }
      : { label: `$(debug-pause) ${say("Pause for one hour")}`, command: "foretype.pause" },
    isManual
      ? { label: `$(keyboard) ${say("Suggest while typing")}`, command: "foretype.toggleManual" }
      : {
          label: `$(keyboard) ${say("Suggest only when asked")}`,
          command: "foretype.toggleManual",
        },
  ];
}

function ofLanguage({ say, settings }: MenuFacts, language: string): readonly MenuEntry[] {
  if (!isLanguageEnabled(settings, language)) {
    return [
      {
        label: `$(check) ${say("Switch on for {language}", { language })}`,
        command: "foretype.toggleLanguage",
      },
    ];
  }
  return [
    {
      label: `$(refresh) ${say("Suggest something else")}`,
      command: "foretype.suggestSomethingElse",
    },
    {
      label: `$(circle-slash) ${say("Switch off for {language}", { language })}`,
      command: "foretype.toggleLanguage",
    },
  ];
}

function engine({
  say,
  settings,
  model,
  offer,
  isMeasuring,
  measureTime,
}: MenuFacts): readonly MenuEntry[] {
  return [
    {
      label: `$(git-branch) ${say("Switch strategy...")}`,
      description: say(findStrategy(settings.strategy).title),
      command: "foretype.switchStrategy",
    },
    {
      label: `$(server) ${say("Choose model...")}`,
      description: withoutIcons(model ?? settings.model),
      command: "foretype.chooseModel",
    },
    ...(offer === undefined ? [] : [entryOf(offer, say)]),
    isMeasuring
      ? { label: `$(debug-stop) ${say("Cancel measuring")}`, command: "foretype.cancelMeasuring" }
      : {
          label: `$(dashboard) ${say("Measure on this file")}`,
          ...(measureTime !== undefined && {
            description: say("about {time}", { time: measureTime }),
          }),
          command: "foretype.measure",
        },
    { label: `$(debug-restart) ${say("Restart engine")}`, command: "foretype.restartEngine" },
  ];
}

function entryOf({ choice, gain, cost }: Offer, say: Say): MenuLine {
  const name = withoutIcons(choice.name);
  const label =
    choice.kind === "download"
      ? say("Download {name}...", { name })
      : say("Open {name}...", { name });
  return {
    label: `$(lightbulb) ${label}`,
    description: choice.place,
    detail: `${gain} · ${cost}`,
    command: "foretype.takeOffer",
  };
}

function more({ say }: MenuFacts): readonly MenuEntry[] {
  return [
    {
      label: `$(list-flat) ${say("Show model and last request")}`,
      command: "foretype.showDetails",
    },
    { label: `$(output) ${say("Show log")}`, command: "foretype.showLog" },
    { label: `$(book) ${say("Open walkthrough")}`, command: "foretype.openWalkthrough" },
    { label: `$(gear) ${say("Open settings")}`, command: "foretype.openSettings" },
  ];
}
