import { unconstrained } from "../constrain/unconstrained";
import { GrowingTree } from "../model/growingTree";
import type { StepOutput } from "../model/languageModel";
import type { Clock } from "../ports";
import { DRAFT_STREAM, type Coins } from "../sample/coins";
import type { TokenPicker } from "../sample/tokenPicker";
import type { DraftBuilder } from "./draftBuilder";
import type { Drafter, DraftRequest, VerifiedStep } from "./drafter";
import type { DraftModel } from "./draftModel";
import { DraftReader } from "./draftReader";
import type { DraftShape } from "./draftShape";
import { OpenNode, type Bud } from "./openNode";
import { SampledDrafts, type DrawnNode } from "./sampledDrafts";
import { DrawnTokens, RankedTokens, type TokenSource } from "./tokenSource";

/** What a drafter that draws is made of. */
export interface SampledDrafterParts {
  readonly name: string;
  readonly draft: DraftModel;
  readonly clock: Clock;
  readonly shape: DraftShape;
}

interface Drafting {
  readonly asked: DraftRequest;
  readonly picker: TokenPicker;
}

/**
 * Drafts tokens that are drawn from a smaller model's distribution, under the request's temperature, penalty and rules, and keeps
 * what they were drawn from for the verifier. The tree grows level by level, each with one pass of the small model.
 *
 * The law that is drawn from is that of the tokens which the small model's row names: any law will do, as long as it is
 * the one that the verifier is told. Where the request draws nothing (temperature 0, a watermark) the drafts are
 * what it would pick and then the likeliest, and there is nothing to tell.
 *
 * The coins are keyed by the step, so that a run repeats itself and no draw depends on what became of an earlier one.
 */
export class SampledDrafter implements Drafter {
  readonly name: string;
  readonly numPromptRows = 0;
  /** The latest draft's draws. */
  readonly drafts = new SampledDrafts();
  readonly #parts: SampledDrafterParts;
  readonly #reader: DraftReader;
  #committed: number[] = [];
  /** `undefined` once the small model has failed in this request. */
  #drafting: Drafting | undefined;

  /** @param parts the draft model's cache belongs to this object from now on */
  constructor(parts: SampledDrafterParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#reader = new DraftReader(parts.draft.model, parts.clock);
  }

  begin(tokens: Int32Array, asked: DraftRequest): void {
    this.#committed = Array.from(tokens);
    this.#drafting = { asked, picker: asked.pickerFor(() => this.#reader.tokens) };
    this.drafts.clear();
  }

  observePrompt(): void {
    // The rows are the large model's.
  }

  async readPrompt(): Promise<void> {
    if (!this.#reader.hasRoomFor(this.#committed.length)) return;
    const tokens = Int32Array.from(this.#committed);
    await this.#attempt(({ asked }) => this.#reader.read(tokens, asked));
  }

  draft(into: DraftBuilder): void | Promise<void> {
    if (!into.isFull && into.maxDepth > 0) {
      return this.#attempt((drafting) => this.#grow(into, drafting));
    }
  }

  observe(step: VerifiedStep): void {
    this.#committed.push(...step.emitted);
  }

  async #attempt(work: (drafting: Drafting) => Promise<void>): Promise<void> {
    if (this.#drafting === undefined) return;
    try {
      await work(this.#drafting);
    } catch (error) {
      this.#drafting = undefined;
      this.#parts.draft.onFailure(error);
    }
  }

  async #grow(into: DraftBuilder, drafting: Drafting): Promise<void> {
    const { asked, picker } = drafting;
    const numBefore = this.#committed.length - 1;
    const drawn = this.drafts.begin(numBefore);
    let output = await this.#reader.runLast(Int32Array.from(this.#committed), asked, {
      wantsLogits: picker.wantsLogits ?? false,
    });
    if (output === undefined) return;
    const numRead = output.tree.size;
    const tree = new GrowingTree(this.#parts.draft.model, output.tree, output);
    const coins = picker.laws?.coins(DRAFT_STREAM, numBefore);
    let level: readonly Bud[] = [
      { node: 0, row: numRead - 1, depth: 0, numCopies: 1, chance: 1, drawn },
    ];
    while (level.length > 0 && !asked.isInterrupted()) {
      if (level.some(({ row }) => row >= numRead)) {
        output = await tree.run(Int32Array.from(level, ({ row }) => row));
      }
      const open: OpenNode[] = [];
      for (const bud of level) {
        open.push(new OpenNode(bud, await this.#sourceAt(bud, output, { picker, coins })));
      }
      level = this.#drawLevel(open, into, tree);
    }
    this.#reader.keep(output, numRead);
  }

  async #sourceAt(
    bud: Bud,
    output: StepOutput,
    { picker, coins }: { readonly picker: TokenPicker; readonly coins: Coins | undefined },
  ): Promise<TokenSource> {
    const { shape } = this.#parts;
    if (picker.laws === undefined || coins === undefined) {
      const picked = await picker.pick(output, bud.row, unconstrained, 0);
      return new RankedTokens(picked, output.row(bud.row));
    }
    const law = await picker.laws.top(output, bud.row);
    const numDraws = shape.numDraws({ ...bud, numDrawn: 0, left: 1 });
    return new DrawnTokens(law, { drawing: shape.drawing, numDraws, coins });
  }

  /**
   * Draws behind the nodes of a level, first where a draw is worth most.
   *
   * @returns the new nodes behind which tokens are wanted, with their places among those that the draft model runs next
   */
  #drawLevel(level: readonly OpenNode[], into: DraftBuilder, tree: GrowingTree): readonly Bud[] {
    const { shape } = this.#parts;
    // How many independent draws there are must not depend on them, so only draws without replacement end for want of room.
    const mayEnd = shape.drawing === "distinct";
    const grown: { readonly above: OpenNode; readonly token: number; readonly node: number }[] = [];
    for (;;) {
      if (mayEnd && into.isFull) break;
      const wanting = level.filter((open) => open.wantsMore(shape));
      if (wanting.length === 0) break;
      const above = wanting.reduce((best, open) => (worth(open) > worth(best) ? open : best));
      const rank = above.numDrawn;
      const token = above.draw();
      if (token === undefined || above.numDrawnOf(token) > 1) continue;
      const probability = above.probabilityOf(token);
      const guess = { source: this.name, rank, matchLength: 0, probability };
      const node = into.add(above.bud.node, token, guess);
      if (node >= 0) grown.push({ above, token, node });
    }
    const buds: Bud[] = [];
    for (const { above, token, node } of grown) {
      const drawn: DrawnNode = { children: new Map() };
      above.bud.drawn.children.set(token, drawn);
      const depth = above.depth + 1;
      const place = {
        depth,
        numCopies: above.numDrawnOf(token),
        chance: above.chance * above.probabilityOf(token),
      };
      const isWanted = shape.numDraws({ ...place, numDrawn: 0, left: 1 }) > 0;
      if (!isWanted || depth >= into.maxDepth || into.isFull) continue;
      const row = tree.add(above.bud.row, token);
      if (row >= 0) buds.push({ ...place, node, row, drawn });
    }
    return buds;
  }
}

/** The draft model's probability that the next draw is reached. */
function worth({ chance, left }: OpenNode): number {
  return chance * left;
}
