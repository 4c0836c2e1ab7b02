import { at } from "../at";
import { unconstrained } from "../constrain/unconstrained";
import { GrowingTree } from "../model/growingTree";
import type { LanguageModel, StepOutput } from "../model/languageModel";
import type { TokenPicker } from "../sample/tokenPicker";
import { pathTo } from "../tree/pathTo";
import type { DraftBuilder } from "./draftBuilder";

/** Most nodes whose rows the draft model is asked for in one pass. */
const mostAtOnce = 4;

/** What is so much less likely than the likeliest waits for a pass of its own. */
const leastShare = 1 / 3;

/** A drafted token behind which nothing has been looked for. */
interface Bud {
  /** In the draft. */
  readonly node: number;
  /** In the draft model's own tree; that of its parent while it has not run. */
  readonly place: number;
  readonly depth: number;
}

/**
 * A draft as it grows: the draft model runs the likeliest of its tokens first, a few of them in one pass, and guesses what follows
 * each.
 *
 * The first guess behind a node is the token that the request's own picker takes from the draft model's row, noise included, because
 * two models that think alike then draw alike. It is drafted however improbable it is by itself: the noise that chose it is that of
 * the other model, too.
 */
export class DraftModelTree {
  readonly #into: DraftBuilder;
  readonly #source: string;
  readonly #minProbability: number;
  readonly #picker: TokenPicker;
  readonly #model: LanguageModel;
  readonly #tree: GrowingTree;
  #latest: StepOutput;
  #running: readonly Bud[];
  #waiting: Bud[] = [];
  /** Path probabilities of all that was drafted. */
  readonly #chances: number[] = [];
  /** Of first guesses, and how many there were. */
  #sumOfSteps = 0;
  #numFirst = 0;

  /** @param parts `first` is the pass that ran the last committed token, as its last node, and the model's latest */
  constructor(parts: {
    readonly into: DraftBuilder;
    readonly source: string;
    /** Above 0 and at most 1: a path that the draft model finds less probable is not drafted. */
    readonly minProbability: number;
    readonly picker: TokenPicker;
    readonly model: LanguageModel;
    readonly first: StepOutput;
  }) {
    const { into, source, minProbability, picker, model, first } = parts;
    this.#into = into;
    this.#source = source;
    this.#minProbability = minProbability;
    this.#picker = picker;
    this.#model = model;
    this.#tree = new GrowingTree(model, first.tree, first);
    this.#latest = first;
    this.#running = [{ node: 0, place: first.tree.size - 1, depth: 0 }];
  }

  get chances(): readonly number[] {
    return this.#chances;
  }

  /** Adds what the draft model guesses behind the nodes of the last pass. */
  async guess(): Promise<void> {
    for (const bud of this.#running) await this.#guessBehind(bud);
    this.#waiting.sort((a, b) => this.#chanceOf(b) - this.#chanceOf(a));
  }

  /** Path probabilities of the first guesses that the next pass is hoped to bring, the likeliest first; none if there is none. */
  hopes(): readonly number[] {
    return this.#next().map((bud) => this.#usualStep * this.#chanceOf(bud));
  }

  /** Runs the likeliest nodes behind which nothing was looked for. */
  async run(): Promise<void> {
    const next = this.#next();
    this.#waiting = this.#waiting.slice(next.length);
    this.#running = next.map((bud) => ({
      ...bud,
      place: this.#tree.add(bud.place, this.#into.tokenOf(bud.node)),
    }));
    const places = Int32Array.from(this.#running, ({ place }) => place);
    const wantsLogits = this.#picker.wantsLogits ?? false;
    this.#latest = await this.#tree.run(places, { wantsLogits });
  }

  /** The latest pass, and the path in it whose rows are likeliest to be of use. */
  get end(): { readonly output: StepOutput; readonly path: Int32Array } {
    const [likeliest] = this.#running;
    const { tree } = this.#latest;
    return { output: this.#latest, path: pathTo(tree, likeliest?.place ?? tree.size - 1) };
  }

  /** The mean probability of a first guess behind its parent, in this draft. */
  get #usualStep(): number {
    return this.#numFirst === 0 ? 0 : this.#sumOfSteps / this.#numFirst;
  }

  /** Nodes behind which something that is probable enough may be found. */
  #next(): readonly Bud[] {
    const [likeliest] = this.#waiting;
    if (likeliest === undefined || this.#into.isFull) return [];
    const room = this.#model.maxLength - this.#model.cachedLength - this.#tree.size;
    const least = Math.max(
      leastShare * this.#chanceOf(likeliest),
      this.#minProbability / this.#usualStep,
    );
    const most = Math.min(room, this.#model.runsTrees ? mostAtOnce : 1);
    const likely = this.#waiting.slice(0, Math.max(0, most));
    return likely.filter((bud) => this.#chanceOf(bud) >= least);
  }

  async #guessBehind({ node, place, depth }: Bud): Promise<void> {
    const { ids, logits, logSumExp } = this.#latest.row(place);
    const above = this.#chanceOf({ node });
    const probabilities = Array.from(logits, (logit) => Math.exp(logit - logSumExp));
    if (above * at(probabilities, 0) < this.#minProbability) return;
    const picked = await this.#picker.pick(this.#latest, place, unconstrained, 0);
    const others = ids.filter((token) => token !== picked);
    for (const [rank, token] of [picked, ...others].entries()) {
      const probability = probabilities[ids.indexOf(token)] ?? 0;
      if (rank > 0 && above * probability < this.#minProbability) break;
      const guess = { source: this.#source, rank, matchLength: 0, probability };
      const child = this.#into.add(node, token, guess);
      if (child < 0) continue;
      this.#chances.push(this.#chanceOf({ node: child }));
      if (rank === 0) {
        this.#sumOfSteps += this.#chanceOf({ node: child }) / above;
        this.#numFirst += 1;
      }
      if (depth + 1 < this.#into.maxDepth) {
        this.#waiting.push({ node: child, place, depth: depth + 1 });
      }
    }
  }

  #chanceOf({ node }: Pick<Bud, "node">): number {
    return this.#into.chanceOf(node);
  }
}
