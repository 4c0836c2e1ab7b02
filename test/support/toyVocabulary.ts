import { encodeUtf8 } from "../../src/core/tokens/utf8";
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { writesByEncoding } from "./writesByEncoding";

/** Marks of the toy vocabulary; their ids follow those of the text. */
const marks = ["<end>", "<prefix>", "<suffix>", "<middle>", "<file>"];

/** Pairs to merge, in order, each as it is spelt after the merge; `|` stands between the two halves. */
const merges = [
  "r|e",
  "t|u",
  "re|tu",
  "retu|r",
  "retur|n",
  " |retu",
  " |return",
  " | ",
  "  |  ",
  "\n|\n",
  "a|b",
  "c|d",
  "ab|cd",
  "o|o",
  "f|oo",
  " |foo",
  "(|foo",
  "c|o",
  "n|s",
  "co|ns",
  "cons|t",
  "l|e",
  "le|t",
  "1|2",
  "12|3",
  ";|\n",
  "{|\n",
];

/** Blanks before a word belong to it, and line breaks to the punctuation before them. */
const pretokens =
  /[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

/**
 * A small byte-level BPE: 256 bytes, the merges above, and marks. It splits like the tokenisers of today's code models, so
 * what is awkward about them (blanks that move into the next word, merges across a word) is awkward here too.
 */
export class ToyVocabulary implements Vocabulary {
  readonly size: number;
  readonly #bytes: Uint8Array[] = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  /** Rank and result of a pair of ids, by "left,right". */
  readonly #merges = new Map<string, number>();

  /** What `writes` has been asked: encoding dozens of texts for each question takes its time. */
  readonly #answers = new Map<string, boolean>();

  constructor() {
    const ids = new Map(this.#bytes.map((bytes, id) => [String(bytes), id]));
    for (const merge of merges) {
      const [left = "", right = ""] = merge.split("|").map((half) => String(encodeUtf8(half)));
      const pair = `${String(ids.get(left))},${String(ids.get(right))}`;
      this.#merges.set(pair, this.#bytes.length);
      const bytes = encodeUtf8(merge.replace("|", ""));
      ids.set(String(bytes), this.#bytes.length);
      this.#bytes.push(bytes);
    }
    this.size = this.#bytes.length + marks.length;
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? new Uint8Array(0);
  }

  isSpecial(token: number): boolean {
    return token >= this.#bytes.length;
  }

  writes(left: readonly number[], token: number): boolean {
    const question = `${left.join()} ${String(token)}`;
    const known = this.#answers.get(question) ?? writesByEncoding(this, left, token);
    this.#answers.set(question, known);
    return known;
  }

  specialToken(name: string): number | undefined {
    const index = marks.indexOf(name);
    return index === -1 ? undefined : this.#bytes.length + index;
  }

  nameOf(token: number): string | undefined {
    return marks[token - this.#bytes.length];
  }

  encode(text: string): Int32Array {
    return Int32Array.from((text.match(pretokens) ?? []).flatMap((word) => this.#encodeWord(word)));
  }

  /** Merges the pair of the lowest rank, leftmost first, until there is none. */
  #encodeWord(word: string): number[] {
    const ids = Array.from(encodeUtf8(word));
    for (;;) {
      let best = Infinity;
      let at = -1;
      for (let i = 0; i + 1 < ids.length; i++) {
        const merged = this.#merges.get(`${String(ids[i])},${String(ids[i + 1])}`) ?? Infinity;
        if (merged < best) [best, at] = [merged, i];
      }
      if (at === -1) return ids;
      ids.splice(at, 2, best);
    }
  }
}
