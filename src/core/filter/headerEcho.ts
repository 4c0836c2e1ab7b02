import { BracketContext } from "../constrain/bracketContext";
import { lineStartOf } from "../constrain/textPlace";
import type { Filter, FilterPlace } from "./filter";
import { dropped, kept, shortenedTo } from "./filtered";
import { isProse } from "./isProse";
import { placedLines, type PlacedLine } from "./placedLines";

const fence = /^\s*(?:```|~~~)[\w+#.-]*\s*$/;

/** A comment of these words ends the files that models have read. */
const endOfFile = /^\s*(?:\/\/|\/\*|#|--|<!--|;+|%)\s*end of (?:the )?file\b/i;

/** Marks by which models are told where something begins, when they spell them out. */
const modelMark =
  /<[|\uff5c][a-z]+(?:[_\u2581-][a-z]+)*[|\uff5c]>|<(?:fim_(?:prefix|suffix|middle|pad)|file_sep|SUF|MID|EOT|EOM)>/;

/** A line as prompts name a file by it, its comment marks and its label taken off. */
const header =
  /^\s*(\/\/+|\/\*+|#+|--|<!--|;+|%+)?\s*((?:file(?:name)?|path)\s*:\s*)?([^\s:*]+)\s*(?:\*\/|-->)?\s*$/i;

/**
 * Takes out what a model repeats of the frame around the code, not of the code: the file's path or a fence with which a text begins
 * and, with all that follows, a later one, a comment that says that the file ends, and a mark of the model's own. A document in
 * which such marks stand is about them; fences and paths are meant in prose, and fences in quotes and comments; and what the user has
 * begun on the cursor's line is no echo.
 *
 * Worked example: in `src/a.ts` of `// src/a.ts\nimport x` only the second line stays.
 */
export const headerEcho: Filter = {
  id: "headerEcho",
  description: "Takes out the file's path, fences and marks that the prompt had around the code.",
  apply: (text, place) => {
    let rest = text.slice(0, markIndex(text, place));
    for (;;) {
      const [first, second] = linesToJudge(rest, place);
      if (first?.start !== 0 || !isFrame(rest, first, place)) break;
      if (second === undefined) return dropped;
      rest = rest.slice(second.start);
    }
    const end = linesToJudge(rest, place).find(
      (line) => endOfFile.test(line.line) || isFrame(rest, line, place),
    );
    if (end !== undefined) rest = rest.slice(0, end.start);
    return rest === text ? kept(text) : shortenedTo(rest);
  },
};

/** All lines but one that the user has begun. */
function linesToJudge(text: string, place: FilterPlace): readonly PlacedLine[] {
  const isBegun = place.prefix.slice(lineStartOf(place)).trim() !== "";
  return placedLines(text, place).slice(isBegun ? 1 : 0);
}

function markIndex(text: string, { prefix, suffix }: FilterPlace): number {
  const index = text.search(modelMark);
  return index < 0 || modelMark.test(prefix) || modelMark.test(suffix) ? text.length : index;
}

/** Whether a line of a text is one that a prompt puts before a file or around it. */
function isFrame(text: string, { line, start }: PlacedLine, place: FilterPlace): boolean {
  if (isProse(place.path)) return false;
  return isHeader(line, place.path) || (fence.test(line) && isCodeAt(start, text, place));
}

function isHeader(line: string, path: string): boolean {
  const [, comment, label, name = ""] = header.exec(line) ?? [];
  const isNamed = name === path || path.endsWith(`/${name}`);
  return isNamed && (comment !== undefined || label !== undefined || name.includes("/"));
}

function isCodeAt(index: number, text: string, place: FilterPlace): boolean {
  const scan = BracketContext.at(place)?.scan(text.slice(0, index));
  return (
    scan === undefined ||
    (scan.comment !== "block" && scan.openings.every(({ quote }) => quote === undefined))
  );
}
