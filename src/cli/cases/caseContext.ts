import type { CaseText, CompletionCase } from "../../core/check/completionCase";
import type { ContextPiece } from "../../core/context/contextPiece";
import { chunkAround, declarationAt, type ChunkSize } from "../../core/context/cutChunk";
import { namesNear } from "../../core/context/namesNear";
import { outlineOf } from "../../core/context/outline";
import { similarity } from "../../core/context/similarity";

/**
 * What a model is shown besides the text around the cursor. `outline`: of the file itself, where the window does not reach. `chunks`:
 * that, and of each other file the lines that have most to do with the cursor's. `definitions`: the outline, and what the names near the
 * cursor mean. `all`: all of these.
 */
export type ContextKind = "none" | "outline" | "chunks" | "definitions" | "all";

export const contextKinds: readonly ContextKind[] = [
  "none",
  "outline",
  "chunks",
  "definitions",
  "all",
];

const size: ChunkSize = { mostLines: 32, mostUnits: 1_200 };
const definitionSize: ChunkSize = { mostLines: 24, mostUnits: 900 };

/** Of the text before the cursor, what counts as near it. */
const nearUnits = 1_500;

interface TextIndex {
  readonly chunks: readonly { readonly text: string; readonly words: ReadonlySet<string> }[];
  /** First lines of declarations by name. */
  readonly declared: ReadonlyMap<string, number>;
}

/**
 * The context that cases would have in an editor, as far as their files tell.
 *
 * Nobody knows which places a case's author had visited. Chunks are therefore what a user would have seen who looked at the most useful
 * place of each file: they show what a ring of chunks can be worth at most, not what it is worth. Definitions are found by their names
 * among the declarations of the files, without a language server.
 */
export class CaseContext {
  readonly #files: readonly CaseText[];
  readonly #indices = new Map<string, TextIndex>();

  /** @param files of a folder, with paths as those of the cases */
  constructor(files: readonly CaseText[]) {
    this.#files = files;
  }

  /** The pieces, the most useful first. None of them is of the case's own file, which holds the answer. */
  piecesFor(
    { path, prefix, texts = [] }: CompletionCase,
    kind: ContextKind,
  ): readonly ContextPiece[] {
    const files = [...texts, ...this.#files.filter((file) => file.path !== path)];
    const others = [...new Map(files.map((file) => [file.path, file])).values()];
    const definitions =
      kind === "definitions" || kind === "all" ? this.#definitions(prefix, others) : [];
    const chunks = kind === "chunks" || kind === "all" ? this.#chunks(prefix, others) : [];
    return [...definitions, ...chunks];
  }

  #definitions(prefix: string, files: readonly CaseText[]): readonly ContextPiece[] {
    return namesNear(prefix).flatMap(({ name }) => {
      for (const { path, text } of files) {
        const first = this.#indexOf(path, text).declared.get(name);
        if (first === undefined) continue;
        const found = declarationAt(text, { first }, definitionSize);
        return [{ kind: "definition" as const, path, text: found }];
      }
      return [];
    });
  }

  #chunks(prefix: string, files: readonly CaseText[]): readonly ContextPiece[] {
    const near = wordsIn(prefix.slice(-nearUnits));
    const best = files.flatMap(({ path, text }) => {
      const scored = this.#indexOf(path, text).chunks.map((chunk) => ({
        path,
        text: chunk.text,
        score: similarity(near, chunk.words),
      }));
      const [first] = scored.sort((a, b) => b.score - a.score);
      return first === undefined || first.score === 0 ? [] : [first];
    });
    return best
      .sort((a, b) => b.score - a.score)
      .map(({ path, text }) => ({ kind: "recent", path, text }));
  }

  #indexOf(path: string, text: string): TextIndex {
    const key = `${path}\n${text}`;
    const known = this.#indices.get(key) ?? indexOf(path, text);
    this.#indices.set(key, known);
    return known;
  }
}

function indexOf(path: string, text: string): TextIndex {
  const chunks = new Set<string>();
  const numLines = text.split("\n").length;
  for (let line = 0; line < numLines; line += size.mostLines / 2) {
    chunks.add(chunkAround(text, line, size));
  }
  const declared = new Map<string, number>();
  for (const { name, line } of outlineOf(path, text)) {
    if (name !== "" && !declared.has(name)) declared.set(name, line);
  }
  return { chunks: [...chunks].map((chunk) => ({ text: chunk, words: wordsIn(chunk) })), declared };
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []);
}
