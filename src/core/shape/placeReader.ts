import { lexisOf, type Lexis } from "../constrain/lexis";
import { atFileStart, scanBrackets, type LexicalState } from "../constrain/scanBrackets";
import type { CursorPlace, PlaceText } from "./cursorPlace";
import { languageName } from "./languageName";
import { plainLexisOf } from "./plainLexis";
import { isInFence, isInMarkupComment, isMarkup, isProse } from "./prose";

const code: CursorPlace = { kind: "code" };

/** Texts remembered: those of a few documents, and of the one that is written in also as it will be with a suggestion taken. */
const mostKnown = 6;

/** What was read of a text, so that the next one that begins with it is read from there on. */
interface Read {
  readonly lexis: Lexis;
  readonly text: string;
  /** Indices of openings count from the beginning of `text`. */
  readonly state: LexicalState;
}

/**
 * Tells what cursors are in. Whole documents are read in the languages that are known well, else the cursor's line and what may
 * have been opened above it by a mark that nothing else looks like. A language that is not known is code.
 *
 * It remembers what stood above the last cursors' lines: the next key is read in its line only.
 */
export class PlaceReader {
  /** The latest first. */
  #known: readonly Read[] = [];

  at({ prefix, path, languageId }: PlaceText): CursorPlace {
    const name = languageName(path, languageId);
    if (isProse(name)) return isInFence(prefix) ? code : { kind: "prose" };
    const lineStart = prefix.lastIndexOf("\n") + 1;
    const lexis = lexisOf(`.${name}`);
    if (lexis !== undefined) {
      return placeIn(readOn(this.#readAbove(prefix.slice(0, lineStart), lexis), prefix, lexis));
    }
    if (isMarkup(name) && isInMarkupComment(prefix)) return { kind: "comment", close: "-->" };
    const plain = plainLexisOf(name);
    if (plain === undefined) return code;
    const isInBlock = plain.hasBlockComments && prefix.lastIndexOf("/*") > prefix.lastIndexOf("*/");
    if (isInBlock) return { kind: "comment", close: "*/" };
    return placeIn(readOn(undefined, prefix.slice(lineStart), plain));
  }

  #readAbove(text: string, lexis: Lexis): Read {
    const known = longestBeginning(this.#known, text, lexis);
    if (known?.text === text) return known;
    const read = readOn(known, text, lexis);
    this.#known = [read, ...this.#known].slice(0, mostKnown);
    return read;
  }
}

function longestBeginning(known: readonly Read[], text: string, lexis: Lexis): Read | undefined {
  return known
    .filter((read) => read.lexis === lexis && text.startsWith(read.text))
    .sort((a, b) => b.text.length - a.text.length)[0];
}

/** Reads a text, of which `known` is the beginning if it is there. */
function readOn(known: Read | undefined, text: string, lexis: Lexis): Read {
  const from = known ?? { text: "", state: atFileStart };
  const { length } = from.text;
  const { openings, comment } = scanBrackets(text.slice(length), lexis, from.state);
  // What was open before is still at its depth.
  const placed = openings.map((opening, depth) => ({
    ...opening,
    index: opening.index < 0 ? (from.state.openings[depth]?.index ?? -1) : length + opening.index,
  }));
  return { lexis, text, state: { openings: placed, comment } };
}

function placeIn(read: Read): CursorPlace {
  const { state, lexis } = read;
  if (state.comment === "line") return { kind: "comment", mark: lexis.lineComment ?? "" };
  if (state.comment === "block") return { kind: "comment", close: "*/" };
  const quote = state.openings.at(-1)?.quote;
  // A regular expression is code to who writes it.
  if (quote === undefined || quote.close === "/") return code;
  return isDocumentation(read)
    ? { kind: "comment", close: quote.close }
    : { kind: "string", quote };
}

/** Whether the only thing open is a quote of three marks that begins its line, in the language that documents with them. */
function isDocumentation({ text, state, lexis }: Read): boolean {
  const [opening, ...others] = state.openings;
  if (opening?.quote?.isMultiline !== true || others.length > 0) return false;
  if (lexis.lineComment !== "#") return false;
  const begin = opening.index - opening.quote.open.length;
  return /^[ \t]*[rRuU]?$/.test(text.slice(text.lastIndexOf("\n", begin - 1) + 1, begin));
}
