import type { DraftShape, DrawPlace } from "./draftShape";
import type { DrawnNode } from "./sampledDrafts";
import type { TokenSource } from "./tokenSource";

/** A node of a draft behind which nothing was drawn yet. */
export interface Bud {
  /** Among the candidates of the draft. */
  readonly node: number;
  /** Among the nodes that the draft model runs. */
  readonly row: number;
  readonly depth: number;
  readonly numCopies: number;
  readonly chance: number;
  readonly drawn: DrawnNode;
}

/** A node of a draft while tokens are drawn behind it. */
export class OpenNode implements DrawPlace {
  readonly bud: Bud;
  readonly #source: TokenSource;
  readonly #tokens: number[] = [];
  #isExhausted = false;

  constructor(bud: Bud, source: TokenSource) {
    this.bud = bud;
    this.#source = source;
  }

  get depth(): number {
    return this.bud.depth;
  }

  get numCopies(): number {
    return this.bud.numCopies;
  }

  get chance(): number {
    return this.bud.chance;
  }

  get numDrawn(): number {
    return this.#tokens.length;
  }

  get left(): number {
    return this.#source.left;
  }

  wantsMore(shape: DraftShape): boolean {
    return !this.#isExhausted && this.numDrawn < shape.numDraws(this);
  }

  /** Draws a token, and notes it for the verifier; `undefined` if none is left. */
  draw(): number | undefined {
    const token = this.#source.next();
    this.#isExhausted = token === undefined;
    if (token === undefined) return undefined;
    this.#tokens.push(token);
    const { law, numChosen } = this.#source;
    if (law !== undefined) this.bud.drawn.draws = { law, numChosen, tokens: this.#tokens };
    return token;
  }

  numDrawnOf(token: number): number {
    return this.#tokens.filter((drawn) => drawn === token).length;
  }

  /** The draft model's probability of a token behind the node. */
  probabilityOf(token: number): number {
    return this.#source.probabilityOf(token);
  }
}
