import type { Typist } from "./typist";
import type { TypistEditor } from "./typistEditor";

export interface WriteParts {
  readonly typist: Typist;
  readonly editor: TypistEditor;
  /** The document as it is to become. */
  readonly text: string;
  readonly random: () => number;
}

/**
 * Has a typist write a text for so many keys: along suggestions, taking them whole or word by word, with slips, second thoughts and
 * pauses. Suggestions are read by whoever is not in full flow.
 */
export async function writeAlong(parts: WriteParts, numKeys: number): Promise<void> {
  const { typist, random } = parts;
  const end = typist.keys.length + numKeys;
  while (typist.keys.length < end && parts.editor.prefix.length < parts.text.length) {
    const isPausing = random() < 0.08;
    await nextKey(parts, isPausing ? 1_200 : 80 + Math.floor(random() * 160));
  }
}

async function nextKey(
  { typist, editor, text, random }: WriteParts,
  waitMs: number,
): Promise<void> {
  const written = editor.prefix;
  if (!text.startsWith(written)) {
    const isBlankLine = text.startsWith(`${written.replace(/ +$/, "")}\n`);
    await typist.press((at) => {
      if (isBlankLine) at.type("\n");
      else at.deleteLeft();
    }, waitMs);
    return;
  }
  const missing = text.slice(written.length);
  const below = /^\n *[})\]]/.exec(editor.added)?.[0];
  if (below !== undefined && missing.startsWith(below)) {
    await typist.step((at) => {
      at.stepOver(below.length);
    });
    return;
  }
  const { shown } = typist;
  const choice = random();
  if (shown !== "" && missing.startsWith(shown) && choice < 0.45) {
    const [word = shown] = /^\W*\w+/.exec(shown) ?? [];
    const length = choice < 0.35 ? shown.length : word.length;
    await typist.press((at) => {
      at.take(shown, length);
    }, waitMs);
  } else if (choice > 0.98) {
    await typist.press((at) => {
      at.type("q");
    }, waitMs);
  } else if (choice > 0.97) {
    await typist.press((at) => {
      at.deleteLeft();
    }, waitMs);
  } else {
    await typist.press((at) => {
      at.type(missing.charAt(0));
    }, waitMs);
  }
}
