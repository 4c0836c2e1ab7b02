import { PromptMaker } from "../complete/promptMaker";
import { invariant } from "../errors";
import { BoundaryHealing } from "../heal/boundaryHealing";
import type { LanguageModel } from "../model/languageModel";
import type { Clock } from "../ports";
import { CachedEncoder } from "../tokens/cachedEncoder";
import { concatBytes } from "../tokens/concatBytes";
import { decodeUtf8, unfinishedLength } from "../tokens/utf8";
import type { Vocabulary } from "../tokens/vocabulary";
import type { DraftDocument } from "./draftDocument";
import type { Translation } from "./draftModel";
import type { DraftRequest } from "./drafter";
import { DraftReader } from "./draftReader";
import { DraftWriting } from "./draftWriting";

/**
 * Tokens of a prompt for a draft model, and room behind it. What is near the cursor decides what such a model writes, and
 * whoever waits for the suggestion waits for its prompt, too.
 */
const promptOptions = {
  healing: "boundary",
  maxPromptTokens: 256,
  maxContextTokens: 0,
  maxTokens: 128,
};

const noBytes = new Uint8Array(0);

/**
 * A draft model that writes text: it is asked about a document in its own way, follows what is written behind the cursor, and says
 * what it would go on with, the most probable token at a time.
 *
 * Text may end inside one of its tokens or inside a character. So it is given text up to a place that no further text can move, and
 * its next tokens are held to the rest. While what is written is what it has said itself, it only goes on.
 */
export class DraftWriter {
  readonly #reader: DraftReader;
  readonly #vocabulary: Vocabulary;
  readonly #healer: BoundaryHealing;
  readonly #prompts: PromptMaker;
  #asked: DraftRequest | undefined;
  /** Tokens of the prompt, and the bytes between its end and the cursor. */
  #prompt = { tokens: new Int32Array(0), held: noBytes };
  #writing: DraftWriting | undefined;
  #numFollowed = 0;

  /**
   * @param parts the model's cache belongs to this object from now on
   * @throws model/bad-tokenizer if the vocabulary lacks a token of the format
   */
  constructor(
    parts: Pick<Translation, "from" | "format"> & {
      readonly model: LanguageModel;
      readonly clock: Clock;
    },
  ) {
    const { model, clock, format, from: vocabulary } = parts;
    const encoder = new CachedEncoder(vocabulary);
    this.#vocabulary = vocabulary;
    this.#reader = new DraftReader(model, clock);
    this.#healer = new BoundaryHealing(vocabulary, encoder);
    this.#prompts = new PromptMaker({
      ...{ vocabulary, encoder, format, clock },
      maxLength: model.maxLength,
      healers: { get: () => this.#healer },
    });
  }

  /**
   * Asks about another place.
   *
   * @throws user/bad-argument if the model has no room for a prompt
   */
  begin(document: DraftDocument, asked: DraftRequest): void {
    const { tokens, plan } = this.#prompts.prepare(document, promptOptions);
    this.#asked = asked;
    this.#prompt = { tokens: Int32Array.from(tokens), held: Uint8Array.from(plan.held) };
    this.#writing = undefined;
    this.follow(noBytes);
  }

  async readPrompt(): Promise<void> {
    if (this.#asked !== undefined) await this.#reader.read(this.#prompt.tokens, this.#asked);
  }

  /** Goes on behind `text`, which stands behind the cursor now. */
  follow(text: Uint8Array): void {
    this.#numFollowed = text.length;
    const said = this.#writing?.text;
    if (said !== undefined && startsWith(said, text)) return;
    const given = concatBytes([this.#prompt.held, text]);
    const whole = given.subarray(0, given.length - unfinishedLength(given));
    const plan = this.#healer.plan(decodeUtf8(whole));
    const held = concatBytes([plan.held, given.subarray(whole.length)]);
    const tokens = [...this.#prompt.tokens, ...plan.tokens];
    this.#writing = new DraftWriting({ tokens, held, text }, this.#vocabulary);
  }

  /** What it has said behind the text that it follows. */
  get ahead(): Uint8Array {
    return this.#writing?.text.subarray(this.#numFollowed) ?? noBytes;
  }

  /** Whether it has nothing to add. */
  get hasEnded(): boolean {
    return this.#writing?.hasEnded ?? true;
  }

  /** How probable it finds the first `length` bytes of what it has said: all tokens that begin in them have to come true. */
  chanceOf(length: number): number {
    if (length === 0) return 1;
    return this.#writing?.chanceOf(this.#numFollowed, this.#numFollowed + length) ?? 1;
  }

  /** Says more, or ends, unless nobody waits for it any more. */
  async write(): Promise<"done" | "interrupted"> {
    const writing = this.#writing;
    const asked = this.#asked;
    invariant(writing !== undefined && asked !== undefined, "who writes has been asked");
    const before = writing.text.length;
    while (writing.text.length === before && !writing.hasEnded) {
      const likely = writing.likelySpelling();
      const tokens = Int32Array.from([...writing.tokens, ...likely]);
      // The likeliest token that agrees may be none of a row's first ones, and the whole row would take a pass of its own.
      const wanted = { numRows: 1 + likely.length, wantsLogits: !writing.isFree };
      const output = await this.#reader.runLast(tokens, asked, wanted);
      if (output === undefined) {
        // Otherwise there is no more room.
        if (asked.isInterrupted()) return "interrupted";
        writing.end();
        break;
      }
      const last = output.tree.size - 1;
      const first = last - likely.length;
      let node = first;
      while ((await writing.say(output, node)) === likely[node - first] && node < last) node += 1;
      this.#reader.keep(output, node + 1);
    }
    return "done";
  }
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return (
    bytes.length >= beginning.length && beginning.every((byte, place) => bytes[place] === byte)
  );
}
