import { at } from "../at";
import { PromptMaker } from "../complete/promptMaker";
import { heldBytes } from "../constrain/heldBytes";
import type { Constraint } from "../constrain/constraint";
import { invariant } from "../errors";
import { BoundaryHealing } from "../heal/boundaryHealing";
import type { LanguageModel, TargetRow } from "../model/languageModel";
import type { Clock } from "../ports";
import { greedyPicker } from "../sample/greedyPicker";
import { CachedEncoder } from "../tokens/cachedEncoder";
import { concatBytes } from "../tokens/concatBytes";
import { decodeUtf8, unfinishedLength } from "../tokens/utf8";
import type { DraftDocument } from "./draftDocument";
import type { Translation } from "./draftModel";
import type { DraftRequest } from "./drafter";
import { DraftReader } from "./draftReader";

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

/** Of a token that stands so far down that it is not among a row's first ones. */
const unlikely = 0.01;

const noBytes = new Uint8Array(0);

/** A token of the draft model, as far as it reaches beyond what it was given. */
interface Piece {
  /** Where it ends in the text behind the cursor, in bytes. */
  readonly end: number;
  readonly probability: number;
}

/** What the draft model writes behind the text that it follows. */
interface Writing {
  readonly tokens: number[];
  readonly constraint: Constraint<number>;
  /** Bytes of `tokens` in front that say once more what stands there. */
  readonly numHeld: number;
  /** How many of them are spelt. */
  numSpelt: number;
  /** The whole text behind the cursor. */
  text: Uint8Array;
  readonly pieces: Piece[];
  hasEnded: boolean;
}

/**
 * A draft model that writes text: it is asked about a document in its own way, follows what is written behind the cursor, and says
 * what it would go on with, the most probable token at a time.
 *
 * Text may end inside one of its tokens or inside a character. So it is given text up to a place that no further text can move, and
 * its next tokens are held to the rest. While what is written is what it has said itself, it only goes on.
 */
export class DraftWriter {
  readonly #reader: DraftReader;
  readonly #parts: Pick<Translation, "from" | "format">;
  readonly #healer: BoundaryHealing;
  readonly #prompts: PromptMaker;
  #asked: DraftRequest | undefined;
  /** Tokens of the prompt, and the bytes between its end and the cursor. */
  #prompt = { tokens: new Int32Array(0), held: noBytes };
  #writing: Writing | undefined;
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
    this.#parts = parts;
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
    this.#writing = {
      tokens: [...this.#prompt.tokens, ...plan.tokens],
      constraint: heldBytes(held, this.#parts.from),
      numHeld: held.length,
      numSpelt: 0,
      text,
      pieces: [],
      hasEnded: false,
    };
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
    let chance = 1;
    let begin = 0;
    for (const { end, probability } of this.#writing?.pieces ?? []) {
      if (begin >= this.#numFollowed + length) break;
      if (end > this.#numFollowed) chance *= probability;
      begin = end;
    }
    return chance;
  }

  /** Says more, or ends, unless nobody waits for it any more. */
  async write(): Promise<"done" | "interrupted"> {
    const writing = this.#writing;
    const asked = this.#asked;
    invariant(writing !== undefined && asked !== undefined, "who writes has been asked");
    const { from } = this.#parts;
    const before = writing.text.length;
    while (writing.text.length === before && !writing.hasEnded) {
      const output = await this.#reader.runLast(Int32Array.from(writing.tokens), asked);
      if (output === undefined) {
        // Otherwise there is no more room.
        if (asked.isInterrupted()) return "interrupted";
        writing.hasEnded = true;
        break;
      }
      const node = output.tree.size - 1;
      const { constraint, numSpelt, numHeld } = writing;
      const token = await greedyPicker.pick(output, node, constraint, numSpelt);
      const probability = constraint.isFree(numSpelt)
        ? shareOf(token, output.row(node))
        : shareOf(token, output.row(node), (other) => constraint.admits(numSpelt, other));
      this.#reader.keep(output);
      const bytes = from.bytesOf(token);
      // A mark, or a token without text: whichever it is, no text follows that could be drafted.
      writing.hasEnded = bytes.length === 0;
      if (writing.hasEnded) break;
      writing.tokens.push(token);
      writing.numSpelt = constraint.next(numSpelt, token);
      const added = bytes.subarray(Math.min(bytes.length, numHeld - numSpelt));
      if (added.length === 0) continue;
      writing.text = concatBytes([writing.text, added]);
      writing.pieces.push({ end: writing.text.length, probability });
    }
    return "done";
  }
}

/** The probability of a token among those that are admitted, as far as the row's first ones tell. */
function shareOf(token: number, row: TargetRow, admits?: (token: number) => boolean): number {
  const { ids, logits, logSumExp } = row;
  const probabilityAt = (rank: number): number => Math.exp(at(logits, rank) - logSumExp);
  const ranks = Array.from(ids.keys());
  const all =
    admits === undefined
      ? 1
      : ranks
          .filter((rank) => admits(at(ids, rank)))
          .reduce((sum, rank) => sum + probabilityAt(rank), 0);
  const rank = ids.indexOf(token);
  return rank < 0 ? unlikely : Math.min(1, probabilityAt(rank) / all);
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return (
    bytes.length >= beginning.length && beginning.every((byte, place) => bytes[place] === byte)
  );
}
