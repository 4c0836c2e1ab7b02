import type { NoSuggestion } from "../../core/complete/outcome";
import type { Eagerness } from "../../core/shape/eagerness";
import { cursorLine, splitsCharacter } from "../documentContext";
import { isLanguageEnabled, type Settings } from "../settings";
import { isOnlyClosers } from "./midLine";
import { none } from "./none";
import type { EditorRequest } from "./request";

/** How ready to suggest the settings are in a language. */
export function eagernessBy(settings: Settings, { languageId }: EditorRequest): Eagerness {
  if (!isLanguageEnabled(settings, languageId)) return { wanted: "never", because: "language" };
  if (settings.trigger === "manual") return { wanted: "manual", because: "trigger" };
  return { wanted: "automatic" };
}

/** Why nothing is ever to be shown here. */
export function reasonNotAllowed(
  { languageId }: EditorRequest,
  { enabled }: Settings,
  { wanted, because }: Eagerness,
): NoSuggestion | undefined {
  if (!enabled) return none("disabled", "Suggestions are switched off.");
  if (wanted !== "never") return undefined;
  if (because === "file") return none("disabled", "Suggestions are switched off for this file.");
  const kind = because === "place" ? "this kind of text" : languageId;
  return none("disabled", `Suggestions are switched off for ${kind}.`);
}

/** Why no text can stand at this place, whoever asks for it. */
export function reasonNowhere(request: EditorRequest): NoSuggestion | undefined {
  if (!splitsCharacter(request)) return undefined;
  return none("midLine", "The cursor is inside a character.");
}

/**
 * Why nothing is to be shown at this place unless the user asks by hand.
 *
 * An extension is not told whether the editor is inside a snippet. What it sees is what a snippet makes: a placeholder is selected,
 * and one that occurs several times has several cursors.
 */
export function reasonNotHere(request: EditorRequest): NoSuggestion | undefined {
  if (request.numCursors > 1) return none("place", "There are several cursors.");
  if (request.hasSelection) return none("place", "Text is selected.");
  // The widget selects its first item by itself. Until something of it is typed, the user has not agreed with it.
  if (request.numTypedOfItem === 0) {
    return none("place", "An item of the list is selected, and nothing of it has been typed.");
  }
  return undefined;
}

/** Why the model is not to be asked at this place unless the user asks by hand. Text that is known goes on being shown. */
export function reasonNotToAsk(
  request: EditorRequest,
  { wanted }: Eagerness,
): NoSuggestion | undefined {
  if (wanted === "manual") return none("disabled", "Suggestions come on request only.");
  if (isOnlyClosers(cursorLine(request).after)) return undefined;
  return none("midLine", "There is more than closers right of the cursor.");
}
