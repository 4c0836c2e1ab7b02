import type { SeededRandom } from "../seededRandom";
import { caseAt } from "./caseAt";
import type { CaseKind, CompletionCase } from "../../core/check/completionCase";
import { lineSpans, type Span } from "./lineSpans";
import type { SourceFile } from "./sourceFiles";

/** Lines shorter than this say too little to be worth a suggestion, longer ones are data; without the indentation. */
const lineLengths = { min: 8, max: 120 };
/** Of a `mid` case at least this much is expected. */
const minRestLength = 4;
const blockLines = { min: 2, max: 6 };

/** Kinds that begin where a line begins to be worth a suggestion. */
type LineKind = Exclude<CaseKind, "anywhere">;

export const lineKinds: readonly LineKind[] = ["line", "mid", "block"];

/** A line of a file: `lines[index]` of `file.text`. */
interface Place {
  readonly file: SourceFile;
  readonly lines: readonly Span[];
  readonly index: number;
}

/** Chooses what is taken out, beginning in the line; `undefined` if the line is not fit for it. */
type Cutter = (place: Place, random: SeededRandom) => Span | undefined;

const cutters: Readonly<Record<LineKind, Cutter>> = { line: cutLine, mid: cutMid, block: cutBlock };

/**
 * Cuts completion cases out of source, the three kinds taking turns. Every line of every file is as likely as any other,
 * at most once a kind; comments and very short lines are passed over. A block ends after a random number of lines and
 * not where a construct ends, so that no idea of what a block is gets into the measure.
 *
 * @param count of cases; if the files hold fewer, fewer come back, the kinds still in equal share
 * @param random the same state and the same files give the same cases
 */
export function cutCases(
  files: readonly SourceFile[],
  count: number,
  random: SeededRandom,
): readonly CompletionCase[] {
  const places = files.flatMap((file) => {
    const lines = lineSpans(file.text);
    return lines.map((_, index) => ({ file, lines, index }));
  });
  const pools = lineKinds.map((kind) => ({ kind, pool: [...places] }));
  const cases: CompletionCase[] = [];
  while (cases.length < count) {
    for (const { kind, pool } of pools.slice(0, count - cases.length)) {
      const drawn = drawPlace(pool, cutters[kind], random);
      if (drawn === undefined) return cases;
      cases.push(caseAt(drawn.file, drawn.span, { kind, number: cases.length }));
    }
  }
  return cases;
}

/** What to take out at a random place of the pool; places that turn out unfit leave it too. */
function drawPlace(
  pool: Place[],
  cutter: Cutter,
  random: SeededRandom,
): { readonly file: SourceFile; readonly span: Span } | undefined {
  for (;;) {
    const place = random.take(pool);
    if (place === undefined) return undefined;
    const span = cutter(place, random);
    if (span !== undefined) return { file: place.file, span };
  }
}

function cutLine({ file, lines, index }: Place): Span | undefined {
  const line = lines[index];
  return line !== undefined && isWorthCutting(file.text, line) ? line : undefined;
}

function cutMid({ file, lines, index }: Place, random: SeededRandom): Span | undefined {
  const line = lines[index];
  if (line === undefined || !isWorthCutting(file.text, line)) return undefined;
  const cursors: number[] = [];
  for (let cursor = line.start + 1; cursor <= line.end - minRestLength; cursor++) {
    if (/^[A-Za-z_]\w$/.test(file.text.slice(cursor - 1, cursor + 1))) cursors.push(cursor);
  }
  const start = cursors[random.below(cursors.length)];
  return start === undefined ? undefined : { start, end: line.end };
}

function cutBlock({ file, lines, index }: Place, random: SeededRandom): Span | undefined {
  const count = blockLines.min + random.below(blockLines.max - blockLines.min + 1);
  const block = lines.slice(index, index + count);
  const first = block[0];
  const last = block[count - 1];
  if (first === undefined || last === undefined || last.start === last.end) return undefined;
  if (!isWorthCutting(file.text, first)) return undefined;
  return block.every((line) => line.end - line.start <= lineLengths.max)
    ? { start: first.start, end: last.end }
    : undefined;
}

function isWorthCutting(text: string, { start, end }: Span): boolean {
  if (end - start < lineLengths.min || end - start > lineLengths.max) return false;
  return !/^(\/\/|\/\*|\*|#|--|<!--|;;)/.test(text.slice(start, end));
}
