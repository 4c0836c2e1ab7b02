import { readFileSync } from "node:fs";
import path from "node:path";
import { at } from "../../src/core/at";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { modelsFolder } from "./seedModel";

/** What may follow a text, with much that a tokenizer might look ahead at. */
const following = [
  ...["", "a", "e", "l", "s", "t", "r", "v", "m", "d", "L", "S", "E", "Z", "q", "ll", "re", "a1"],
  ...["7", "77", "777", "1", "10", "5", "᠑", "᠑᠑", "٣", "½", " ", "  ", " a", " 7", "\n", "\n\n"],
  ...[" \n", "\r\n", "\t", "\t\n", "\u2003", "\u2003\n", "\u3000", "(", '"', "'", "_", "-", ";"],
  ...["/", ".", "⁂", "¤", "ꙮ", "Ꙑ", "日", "ж", "é", "É", "ꀀ", "\u0301", "😀", "\u200d", "'s"],
];

/** The same behind a character that was begun, of which there are many. */
const afterUnfinished = ["", "a", "7", "\n"];

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that might finish a character: all that make one of two bytes or a blank, a rare digit, and a sample of the others. */
const finishes: readonly { readonly bytes: readonly number[]; readonly more: readonly string[] }[] =
  [
    { bytes: [], more: following },
    ...Array.from({ length: 64 }, (_, i) => ({ bytes: [0x80 + i], more: afterUnfinished })),
    ...Array.from({ length: 64 }, (_, i) => ({ bytes: [0x80, 0x80 + i], more: afterUnfinished })),
    { bytes: [0x9a, 0x80], more: afterUnfinished },
    { bytes: [0x81, 0x9f], more: afterUnfinished },
    { bytes: [0x9d, 0x9f, 0x8e], more: afterUnfinished },
    ...Array.from({ length: 128 }, (_, i) => ({
      bytes: [0x80 + (i % 64), 0x80 + ((i * 13) % 61)],
      more: ["", "a"],
    })),
    ...Array.from({ length: 32 }, (_, i) => ({
      bytes: [0x80 + 2 * i, 0x80 + ((i * 13) % 61), 0x80 + ((i * 29) % 59)],
      more: ["", "a"],
    })),
  ];

/** `Vocabulary.writes` by its definition: whether the tokens begin what is encoded for their bytes with something behind. */
export function begins(vocabulary: Vocabulary, tokens: readonly number[]): boolean {
  if (tokens.some((token) => vocabulary.isSpecial(token))) return false;
  const bytes = Buffer.concat(tokens.map((token) => vocabulary.bytesOf(token)));
  if (bytes.length === 0) return false;
  for (const finish of finishes) {
    const text = decode(Buffer.concat([bytes, Uint8Array.from(finish.bytes)]));
    if (text === undefined) continue;
    const isWritten = finish.more.some((more) => {
      const encoded = vocabulary.encode(text + more);
      return tokens.every((token, i) => encoded[i] === token);
    });
    if (isWritten) return true;
    if (finish.bytes.length === 0) return false; // the text is whole, so nothing needs to be finished
  }
  return false;
}

const fragments = [
  ...Array.from("aZ7 \n\t('\"é日;._/-€😀"),
  ..."  |   |    |\n\n|\n  |\r\n| \n|return|const|'ll|'s|don't|I'Ve|123|4567|12345678|e\u0301|関数|函数|функция|😀".split(
    "|",
  ),
  ..."\u2003|\u3000|\u3000\u3000|  a|  7|\t\t|//|);\n|foo.bar|HTTPServer|undefined|<h1>|</h1>|<table>|<b>x</b>|h1>|ö|þ÷|instanceof|255|١٢٣٤٥|\u200d|▁".split(
    "|",
  ),
];

const sources = ["src/core/tree/treeBuilder.ts", "README.md", "src/core/tokens/utf8.ts"].map(
  (name) => readFileSync(path.join(modelsFolder, "..", name), "utf8"),
);

/** A stretch of real source, or of what tokenizers find difficult. */
export function drawText(random: () => number): string {
  const below = (limit: number): number => Math.floor(random() * limit);
  if (random() < 0.5) {
    const source = sources[below(sources.length)] ?? "";
    const start = below(source.length);
    return source
      .slice(start, start + 10 + below(30))
      .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  }
  return Array.from({ length: 1 + below(7) }, () => fragments[below(fragments.length)]).join("");
}

/** A token behind others that the tokenizer wrote. */
export interface PairInContext {
  readonly left: readonly number[];
  readonly token: number;
}

/** Pairs that the tokenizer wrote: its tokens for drawn texts, each behind those before it. */
export function* realPairs(
  vocabulary: Vocabulary,
  random: () => number,
): Generator<PairInContext, never> {
  for (;;) {
    const tokens = Array.from(vocabulary.encode(drawText(random)));
    for (const [i, token] of tokens.entries()) yield { left: tokens.slice(0, i), token };
  }
}

/** A token behind what the tokenizer wrote: any token, or one that begins like the text does there. */
export function* randomPairs(
  vocabulary: Vocabulary,
  random: () => number,
): Generator<PairInContext, never> {
  const byFirst = Array.from({ length: 256 }, (): number[] => []);
  for (let token = 0; token < vocabulary.size; token++) {
    const [first] = vocabulary.bytesOf(token);
    if (first !== undefined) byFirst[first]?.push(token);
  }
  for (const { left, token: real } of realPairs(vocabulary, random)) {
    const [first = 0] = vocabulary.bytesOf(real);
    const likely = byFirst[first] ?? [];
    const token =
      random() < 0.6
        ? at(likely, Math.floor(random() * likely.length))
        : Math.floor(random() * vocabulary.size);
    yield { left, token };
  }
  throw new Error("there are always more");
}
