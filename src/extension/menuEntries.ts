import type { CommandId } from "./commandIds";
import type { Offer } from "./models/findOffer";
import { isLanguageEnabled, type Settings } from "./settings";

/** A line of the menu behind the status item. */
export interface MenuEntry {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly command: CommandId;
}

/**
 * What can be done now. Each entry says what choosing it will do, not what is the case.
 *
 * @param offer a model that would suggest better
 */
export function menuEntries(
  settings: Settings,
  languageId: string | undefined,
  offer: Offer | undefined,
): readonly MenuEntry[] {
  const toggle = settings.enabled ? "$(circle-slash) Switch off" : "$(check) Switch on";
  const all: MenuEntry[] = [{ label: toggle, command: "foretype.toggle" }];
  if (!settings.enabled) return [...all, ...always];
  if (languageId !== undefined) {
    const isOn = isLanguageEnabled(settings, languageId);
    const change = isOn ? "$(circle-slash) Switch off" : "$(check) Switch on";
    all.push({ label: `${change} for ${languageId}`, command: "foretype.toggleLanguage" });
  }
  if (languageId !== undefined && isLanguageEnabled(settings, languageId)) {
    all.push({
      label: "$(refresh) Suggest something else",
      command: "foretype.suggestSomethingElse",
    });
  }
  return [
    ...all,
    {
      label: "$(server) Choose model...",
      description: withoutIcons(settings.model),
      command: "foretype.chooseModel",
    },
    ...(offer === undefined ? [] : [entryOf(offer)]),
    {
      label: "$(git-branch) Switch strategy...",
      description: settings.strategy,
      command: "foretype.switchStrategy",
    },
    { label: "$(debug-restart) Restart engine", command: "foretype.restartEngine" },
    ...always,
  ];
}

function entryOf({ choice, gain, cost }: Offer): MenuEntry {
  const verb = choice.kind === "download" ? "Download" : "Open";
  return {
    label: `$(lightbulb) ${verb} ${withoutIcons(choice.name)}...`,
    description: choice.place,
    detail: `${gain} · ${cost}`,
    command: "foretype.takeOffer",
  };
}

/** A model's name may hold what would be drawn as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "(");
}

const always: readonly MenuEntry[] = [
  { label: "$(output) Show log", command: "foretype.showLog" },
  { label: "$(gear) Open settings", command: "foretype.openSettings" },
];
