import { suffixOverlap } from "../complete/suffixOverlap";
import { BracketContext } from "./bracketContext";
import { closingsOf } from "./closings";
import type { SyntaxFault, SyntaxParser } from "./syntaxPort";
import { lineRestOf, lineStartOf, type TextPlace } from "./textPlace";
import type { TextRule } from "./textRule";

/** A longer document, in UTF-16 units, would have to be parsed for too long: 0.1 s and more at the first request in it. */
const maxLength = 250_000;

/**
 * A suggestion may not bring a new fault of syntax. It is asked only where the text may end. The document with the suggestion in
 * place is parsed, and a fault refuses the end there if it touches the suggestion, from the start of the cursor's line to the
 * line behind the suggestion's last, and was not in the document before. What later lines will close counts as
 * closed. What the suggestion brings of the text behind the cursor it replaces.
 *
 * Worked example: in `const x = |` the end behind `f(1` is refused and behind `f(1)` it is not; `if (x) {` may end.
 *
 * @returns `undefined` for a document that is too long, or whose brackets are not known
 */
export function syntax(place: TextPlace, parser: SyntaxParser): TextRule | undefined {
  const document = place.prefix + place.suffix;
  const context = BracketContext.at(place);
  if (context === undefined || document.length > maxLength) return undefined;
  const known = new Map<string, boolean>();
  let before: OldFaults | undefined;
  const mayEnd = (text: string): boolean => {
    before ??= oldFaults(place, context, parser);
    const old = before;
    return versionsOf(text, closingsOf(text, context), place).some((version) =>
      isClean(version, place, parser, old),
    );
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

/** Faults that are no suggestion's doing. */
interface OldFaults {
  /** Those of the document as it is. */
  readonly asItIs: readonly SyntaxFault[];
  /**
   * Those of the document with `closing` in place of the cursor's line: they are the other lines' own, while what is missing at
   * the cursor may show anywhere in the document as it is. `undefined` if the line has opened what the suffix closes.
   */
  readonly ofOthers:
    { readonly faults: readonly SyntaxFault[]; readonly closing: string } | undefined;
}

function oldFaults(place: TextPlace, context: BracketContext, parser: SyntaxParser): OldFaults {
  const document = place.prefix + place.suffix;
  parser.remember(document);
  const asItIs = parser.faults(document, 0, document.length);
  if (!context.isLineNeutral) return { asItIs, ofOthers: undefined };
  const above = place.prefix.slice(0, lineStartOf(place));
  const below = place.suffix.slice(lineRestOf(place).length);
  const [ofOthers] = ["", ...closingsOf("", context)]
    .map((closing) => {
      const others = above + closing + below;
      return { closing, faults: parser.faults(others, 0, others.length) };
    })
    .sort((a, b) => a.faults.length - b.faults.length);
  return { asItIs, ofOthers };
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
  { prefix, suffix }: TextPlace,
  parser: SyntaxParser,
  old: OldFaults,
): boolean {
  const behind = suffix.slice(numReplaced);
  const document = prefix + text + behind;
  const lineStart = lineStartOf({ prefix });
  const lineEnd = document.length - behind.length + lineRestOf({ suffix: behind }).length;
  // What is missing at a line's end shows in the next one.
  const next = /^\s*.*/.exec(document.slice(lineEnd))?.[0].length ?? 0;
  return parser
    .faults(document, lineStart, lineEnd + next)
    .every((fault) => old.asItIs.some((other) => isSame(other, fault)) || isOfOthers(fault));

  /** Whether the fault was there before and not at the cursor: what is missing there is the suggestion's to mend. */
  function isSame(other: SyntaxFault, fault: SyntaxFault): boolean {
    const numAdded = text.length - numReplaced;
    if (other.start < lineStart) return old.ofOthers === undefined && other.start === fault.start;
    if (other.end < prefix.trimEnd().length) return isMoved(other, fault, 0);
    if (other.start > lineEnd - numAdded && old.ofOthers !== undefined) return false;
    const firstBehind = prefix.length + suffix.length - suffix.trimStart().length;
    return other.start > firstBehind && isMoved(other, fault, numAdded);
  }

  function isOfOthers(fault: SyntaxFault): boolean {
    if (old.ofOthers === undefined) return false;
    const { faults, closing } = old.ofOthers;
    return faults.some((other) =>
      other.start < lineStart
        ? other.start === fault.start
        : isMoved(other, fault, lineEnd - lineStart - closing.length),
    );
  }
}

function isMoved(old: SyntaxFault, fault: SyntaxFault, by: number): boolean {
  return fault.start === old.start + by && fault.end === old.end + by;
}
