import type { Say } from "./say";

/**
 * Sentences that are made where nothing knows of the editor's language, because they go to the log too. Where they are shown, they are
 * looked up by themselves; those that name something, like a file, stay English.
 */
export const sentences: readonly string[] = [
  "Suggestions are switched off.",
  "Suggestions are switched off for this file.",
  "Suggestions come on request only.",
  "Suggestions are paused.",
  "Suggestions are paused to spare the battery.",
  "Ways of decoding are being compared.",
  "The cursor is inside a character.",
  "There are several cursors.",
  "Text is selected.",
  "An item of the list is selected, and nothing of it has been typed.",
  "The text would not extend the selected item of the list.",
  "There is more than closers right of the cursor.",
  "The engine is not running.",
];

/** A sentence in the editor's language, if it is one of those. */
export function saySentence(sentence: string, say: Say): string {
  return sentences.includes(sentence) ? say(sentence) : sentence;
}
