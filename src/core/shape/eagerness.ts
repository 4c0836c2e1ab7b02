import type { PlaceKind } from "./cursorPlace";

/** What a switch says: suggest while typing and by hand, by hand only, or not at all. */
export type Switch = boolean | "manual";

/** What the user has said about where suggestions are wanted. */
export interface PlaceSwitches {
  /** For all places. */
  readonly trigger: "automatic" | "manual";
  /** By the editor's names of languages; `*` stands for those that have none of their own. */
  readonly languages: Readonly<Record<string, Switch>>;
  /** By patterns of paths. What the strictest of those that match says goes before what is said of the language. */
  readonly files: Readonly<Record<string, Switch>>;
  /** By what the cursor is in; a kind that is not named is on. */
  readonly places: Readonly<Partial<Record<PlaceKind, Switch>>>;
}

/** How ready to suggest, and which of the switches says so. */
export interface Eagerness {
  readonly wanted: "automatic" | "manual" | "never";
  /** What says that it is no more than that; left out for `automatic`. */
  readonly because?: "trigger" | "language" | "file" | "place";
}

const order = ["never", "manual", "automatic"] as const;

/**
 * Whether suggestions are wanted at a place: as little as the strictest switch says. A file's switch takes the place of its
 * language's, so a pattern can also switch on files of a language that is off.
 *
 * @param matches whether a pattern means a path
 */
export function eagernessAt(
  place: { readonly languageId: string; readonly path: string; readonly kind: PlaceKind },
  switches: PlaceSwitches,
  matches: (pattern: string, path: string) => boolean,
): Eagerness {
  const { trigger, languages, files, places } = switches;
  const ofFile = Object.entries(files)
    .filter(([pattern]) => matches(pattern, place.path))
    .map(([, value]) => wantedBy(value))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))[0];
  const ofLanguage = languageSwitch(languages, place.languageId);
  const said = [
    ofFile === undefined
      ? ({ wanted: wantedBy(ofLanguage), because: "language" } as const)
      : ({ wanted: ofFile, because: "file" } as const),
    { wanted: wantedBy(places[place.kind] ?? true), because: "place" } as const,
    { wanted: trigger, because: "trigger" } as const,
  ];
  const wanted = order.find((word) => said.some((each) => each.wanted === word)) ?? "automatic";
  const first = said.find((each) => each.wanted === wanted);
  return first === undefined || wanted === "automatic" ? { wanted } : first;
}

function wantedBy(value: Switch): Eagerness["wanted"] {
  if (value === "manual") return "manual";
  return value ? "automatic" : "never";
}

/** What is said of a language: its own switch, else the one named "*", else on. */
export function languageSwitch(
  languages: Readonly<Record<string, Switch>>,
  languageId: string,
): Switch {
  return own(languages, languageId) ?? own(languages, "*") ?? true;
}

/** A language may be called "constructor". */
function own(values: Readonly<Record<string, Switch>>, name: string): Switch | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
