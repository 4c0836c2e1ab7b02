import type { StopReason } from "../complete/outcome";
import { invariant } from "../errors";
import { concatBytes } from "../tokens/concatBytes";
import type { Vocabulary } from "../tokens/vocabulary";
import { ByteList } from "./byteList";
import type { StopRule } from "./stopRule";
import { lineFeed } from "./stopRules/textLines";
import { TextStream } from "./textStream";

/** What became of the tokens of one verify step. */
export interface Taken {
  /** How many of the tokens were looked at: all, or those up to the one that stopped decoding. */
  readonly numTokens: number;
  /** How many of those are in the result: the end token is not. */
  readonly numResultTokens: number;
  readonly stoppedBy: StopReason | undefined;
}

/** The text of one request as it grows: tokens in, whole characters out, up to the first stop. */
export class GeneratedText {
  readonly #vocabulary: Vocabulary;
  readonly #endTokens: ReadonlySet<number>;
  readonly #numHeldBytes: number;
  readonly #maxTokens: number;
  readonly #stopRule: StopRule;
  readonly #onText: ((text: string) => void) | undefined;
  #tokens: number[] = [];
  /** All bytes, the held ones in front. */
  #bytes = new ByteList();
  #stream = new TextStream();
  #text = "";
  #stopLength: number | undefined;

  constructor(
    tokens: { readonly vocabulary: Vocabulary; readonly endTokens: ReadonlySet<number> },
    request: {
      readonly numHeldBytes: number;
      readonly maxTokens: number;
      readonly stopRule: StopRule;
      readonly onText?: (text: string) => void;
    },
  ) {
    this.#vocabulary = tokens.vocabulary;
    this.#endTokens = tokens.endTokens;
    this.#numHeldBytes = request.numHeldBytes;
    this.#maxTokens = request.maxTokens;
    this.#stopRule = request.stopRule;
    this.#onText = request.onText;
  }

  /** The same text so far, to go on in another way; it is shown to nobody. */
  fork(): GeneratedText {
    const fork = new GeneratedText(
      { vocabulary: this.#vocabulary, endTokens: this.#endTokens },
      {
        numHeldBytes: this.#numHeldBytes,
        maxTokens: this.#maxTokens,
        stopRule: this.#stopRule,
      },
    );
    fork.#tokens = [...this.#tokens];
    fork.#bytes = this.#bytes.copy();
    fork.#stream = new TextStream(this.#stream.numTakenBytes);
    fork.#text = this.#text;
    fork.#stopLength = this.#stopLength;
    return fork;
  }

  /** Tokens so far, the end token never among them. */
  get tokens(): Int32Array {
    return Int32Array.from(this.#tokens);
  }

  /** How many tokens there are. */
  get numTokens(): number {
    return this.#tokens.length;
  }

  /** How many more tokens are wanted. */
  get numRemainingTokens(): number {
    return Math.max(0, this.#maxTokens - this.#tokens.length);
  }

  /** What has been shown. */
  get text(): string {
    return this.#text;
  }

  /** The bytes of `text`. */
  get bytes(): Uint8Array {
    return this.#bytesSoFar().slice(0, this.#stream.numTakenBytes);
  }

  /**
   * Whether the text would end with `token` behind what there is and `before`, as far as a line break in the token shows it: that is
   * where most texts end. Rules that take long to ask are not asked.
   *
   * @param before tokens with which it does not end; asked for only where it matters
   */
  wouldEndWith(token: number, before: () => readonly number[]): boolean {
    const last = this.#vocabulary.bytesOf(token);
    if (!last.includes(lineFeed)) return false;
    const drafted = before().map((earlier) => this.#vocabulary.bytesOf(earlier));
    const text = concatBytes([this.#bytes.from(0), ...drafted, last]).subarray(this.#numHeldBytes);
    const from = Math.max(0, text.length - last.length);
    const { quick = this.#stopRule } = this.#stopRule;
    return text.length > from && quick.check(text, from) !== undefined;
  }

  /**
   * Appends tokens up to the first that stops decoding, and shows what is settled.
   *
   * @param numSure how many of them the model is sure enough of: the text ends before the next one. All if left out
   */
  append(tokens: Int32Array, numSure = tokens.length): Taken {
    for (const [i, token] of tokens.entries()) {
      if (this.#endTokens.has(token)) {
        return { numTokens: i + 1, numResultTokens: i, stoppedBy: "endToken" };
      }
      if (i === numSure) {
        return { numTokens: i + 1, numResultTokens: i, stoppedBy: "uncertainty" };
      }
      const stoppedBy = this.#push(token);
      if (stoppedBy !== undefined) {
        return { numTokens: i + 1, numResultTokens: i + 1, stoppedBy };
      }
    }
    const { length } = this.#bytesSoFar();
    this.#show(Math.max(0, length - (this.#stopRule.numReachableBytes ?? length)));
    return { numTokens: tokens.length, numResultTokens: tokens.length, stoppedBy: undefined };
  }

  /** No more tokens come: shows what was held back, up to the stop and less a last character that is unfinished. */
  finish(): void {
    this.#show(this.#stopLength ?? this.#bytesSoFar().length);
  }

  #push(token: number): StopReason | undefined {
    const from = this.#bytesSoFar().length;
    this.#bytes.append(this.#vocabulary.bytesOf(token));
    this.#tokens.push(token);
    const bytes = this.#bytesSoFar();
    const stop = bytes.length > from ? this.#stopRule.check(bytes, from) : undefined;
    if (stop !== undefined) {
      invariant(
        stop.length >= this.#stream.numTakenBytes && stop.length <= bytes.length,
        `a stop at ${String(stop.length)} bytes cuts text that is shown already or is not there`,
      );
      this.#stopLength = stop.length;
      return stop.reason;
    }
    return this.numRemainingTokens > 0 ? undefined : "maxTokens";
  }

  /** The bytes after the cursor, valid until more are appended. */
  #bytesSoFar(): Uint8Array {
    return this.#bytes.from(this.#numHeldBytes);
  }

  #show(length: number): void {
    const piece = this.#stream.take(this.#bytesSoFar().subarray(0, length));
    if (piece === "") return;
    this.#text += piece;
    this.#onText?.(piece);
  }
}
