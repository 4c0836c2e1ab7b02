import { suffixOverlap } from "../complete/suffixOverlap";
import { closingsAt } from "./closings";
import type { SyntaxFault, SyntaxParser } from "./syntaxPort";
import { lineRestOf, lineStartOf, type TextPlace } from "./textPlace";
import type { TextRule } from "./textRule";

/** A longer document, in UTF-16 units, would have to be parsed for too long: 0.1 s and more at the first request in it. */
const maxLength = 250_000;

/**
 * A suggestion may not bring a new fault of syntax. It is asked only where the text may end. The document with the suggestion in
 * place is parsed, and a fault refuses the end there if it touches the suggestion, from the start of the cursor's line to the end
 * of the suggestion's last line, and was not in the document before. Openers at the ends of lines count as closed: what they hold
 * comes later. So does what the suggestion brings of the text behind the cursor: it replaces that.
 *
 * Worked example: in `const x = |` the end behind `f(1` is refused and behind `f(1)` it is not; `if (x) {` may end.
 *
 * @returns `undefined` for a document that is too long
 */
export function syntax(place: TextPlace, parser: SyntaxParser): TextRule | undefined {
  const document = place.prefix + place.suffix;
  if (document.length > maxLength) return undefined;
  const closings = closingsAt(place);
  const known = new Map<string, boolean>();
  let before: readonly SyntaxFault[] | undefined;
  const mayEnd = (text: string): boolean => {
    if (before === undefined) {
      parser.remember(document);
      before = parser.faults(document, 0, document.length);
    }
    const old = before;
    const versions = versionsOf(text, closings(text), place);
    return versions.some((version) => isClean(version, place, parser, old));
  };
  return {
    admits: () => true,
    mayEnd: (text) => {
      const answer = known.get(text) ?? mayEnd(text);
      known.set(text, answer);
      return answer;
    },
  };
}

/** What stands in place of the cursor, and how much of the suffix it replaces. */
interface Version {
  readonly text: string;
  readonly numReplaced: number;
}

function versionsOf(text: string, closings: readonly string[], place: TextPlace): Version[] {
  const inserted = [text, ...closings.map((closing) => text + closing)];
  const versions = inserted.map((version): Version => ({ text: version, numReplaced: 0 }));
  const numReplaced = suffixOverlap(text, place.suffix);
  return numReplaced === 0 ? versions : [...versions, { text, numReplaced }];
}

function isClean(
  { text, numReplaced }: Version,
  place: TextPlace,
  parser: SyntaxParser,
  before: readonly SyntaxFault[],
): boolean {
  const { prefix, suffix } = place;
  const behind = suffix.slice(numReplaced);
  const start = lineStartOf(place);
  const end = prefix.length + text.length + lineRestOf({ suffix: behind }).length;
  const numAdded = text.length - numReplaced;
  const isOld = (fault: SyntaxFault, old: SyntaxFault): boolean => {
    if (old.start < start) return fault.start === old.start;
    // What is missing at the cursor may show in the word before it or behind it: that one is the suggestion's to mend.
    if (prefix.slice(old.end).trim() !== "") {
      return fault.start === old.start && fault.end === old.end;
    }
    const isBehind = suffix.slice(0, Math.max(0, old.start - prefix.length)).trim() !== "";
    return isBehind && fault.start === old.start + numAdded && fault.end === old.end + numAdded;
  };
  return parser
    .faults(prefix + text + behind, start, end)
    .every((fault) => before.some((old) => isOld(fault, old)));
}
