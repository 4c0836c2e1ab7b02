import { at } from "../at";
import type { StopReason } from "../complete/outcome";
import { admitsAll } from "../constrain/admitsAll";
import type { Constraint } from "../constrain/constraint";
import type { GeneratedText } from "../decode/generatedText";
import type { CoverTree } from "../heal/coverTree";
import { GrowingTree } from "../model/growingTree";
import type { LanguageModel } from "../model/languageModel";
import { chainTree } from "../tree/chainTree";
import type { Beam, FinishedBeam } from "./beam";
import { coverFamily, tokenFamily, type BeamDraw, type Child, type Family } from "./family";
import { emptyPrefixHash, extendPrefixHash } from "./prefixHash";

/** What to draw texts from, and how many. */
export interface BeamRequest<State> extends BeamDraw {
  /** The prompt's last token: all tokens before it, and no others, have their rows in the cache. */
  readonly root: number;
  readonly constraint: Constraint<State>;
  /** The ways to spell what stands at the cursor; left out if there is nothing to heal or the constraint does it. */
  readonly covers?: CoverTree | undefined;
  /** The text before anything is generated. */
  readonly text: GeneratedText;
  /** Most texts at a time. */
  readonly width: number;
  /** What would be suggested of a text that has ended. */
  readonly suggestionOf: (text: string, stoppedBy: StopReason) => string;
  /** Two suggestions with the same name are the same to the user. */
  readonly nameOf: (suggestion: string) => string;
  /** Names of suggestions that are not wanted. */
  readonly excluded: ReadonlySet<string>;
  /** Asked before each pass; once it says so, what has not ended is given up. */
  readonly isInterrupted: () => boolean;
}

/** The texts that were drawn, and what they cost. */
export interface DrawnBeams {
  /** In the order in which they were drawn. */
  readonly beams: readonly FinishedBeam[];
  readonly numPasses: number;
  /** Nodes of all passes. */
  readonly numNodes: number;
}

interface Ended {
  readonly name: string;
  readonly beam: FinishedBeam;
}

/**
 * Draws texts without replacement: the first is distributed as the model's text at this temperature, the second as
 * the model's text given that it is not the first, and so on. All grow side by side in one tree, one pass a token, and each
 * ends by the stop rule of its own text.
 *
 * A text's key is its log probability plus Gumbel noise, and the texts with the largest keys are the draw. Keys are found from
 * the root down (`childKeys`), with noise that is keyed by the whole prefix: prefixes that shared noise would no longer
 * be drawn independently. What no text may begin with (the constraint) and what is not wanted (`excluded`, or a text that is
 * there already with a larger key) gives up its place to the next key, so the draw is from the model's texts given that they
 * are wanted; only when such a text has held a place before it ended are there fewer than `width`.
 *
 * Nothing is committed. The branches stay in the cache until the caller truncates it.
 * Source: Kool et al. 2019, arXiv:1903.06059.
 */
export async function stochasticBeams<State>(
  model: LanguageModel,
  request: BeamRequest<State>,
): Promise<DrawnBeams> {
  const { root, covers, constraint, text } = request;
  const start: Beam<State> = {
    node: 0,
    hash: emptyPrefixHash(model.cachedLength + 1),
    logProbability: 0,
    numDraws: 0,
    key: 0,
    state: constraint.start(),
    text,
  };
  const tree = new GrowingTree(model, covers?.below(root) ?? chainTree(Int32Array.of(root)));
  let live: readonly Beam<State>[] = [start];
  let ended: readonly Ended[] = [];
  while (live.length > 0 && !request.isInterrupted()) {
    const isHealing = covers !== undefined && live[0] === start;
    const nodes = isHealing
      ? Int32Array.from({ length: covers.size }, (_, node) => node)
      : Int32Array.from(live, ({ node }) => node);
    const output = await tree.run(nodes);
    const families = isHealing
      ? [await coverFamily(output, start, covers, request)]
      : await Promise.all(live.map((beam) => tokenFamily(output, beam, request)));
    ({ live, ended } = chooseNext({ families, ended, tree }, request));
  }
  return { beams: ended.map(({ beam }) => beam), numPasses: tree.numPasses, numNodes: tree.size };
}

/** The beams with the largest keys among those that have ended and all children of the others. */
function chooseNext<State>(
  from: {
    readonly families: readonly Family<State>[];
    readonly ended: readonly Ended[];
    readonly tree: GrowingTree;
  },
  request: BeamRequest<State>,
): { live: readonly Beam<State>[]; ended: readonly Ended[] } {
  const families = [...from.families];
  const before = [...from.ended];
  const live: Beam<State>[] = [];
  const ended: Ended[] = [];
  const names = new Set(request.excluded);
  const end = (one: Ended): void => {
    if (names.has(one.name)) return;
    names.add(one.name);
    ended.push(one);
  };
  while (live.length + ended.length < request.width) {
    const index = indexOfLargest(families);
    const topKey = families[index]?.topKey ?? Number.NEGATIVE_INFINITY;
    const [first] = before;
    if (first !== undefined && first.beam.key >= topKey) {
      before.shift();
      end(first);
      continue;
    }
    if (topKey === Number.NEGATIVE_INFINITY) break;
    const next = families[index]?.pop();
    if (next === undefined) break;
    if (!("tokens" in next)) families.push(next);
    else if (isAllowed(next, request)) {
      const grown = grow(next, from.tree, request);
      if (grown === undefined) continue;
      if ("name" in grown) end(grown);
      else live.push(grown);
    }
  }
  return { live, ended };
}

function indexOfLargest(families: readonly { readonly topKey: number }[]): number {
  let best = 0;
  for (const [index, { topKey }] of families.entries()) {
    if (topKey > (families[best]?.topKey ?? Number.NEGATIVE_INFINITY)) best = index;
  }
  return best;
}

/** Whether the constraint admits the child's tokens; a cover must be one that the tokenizer would write, too. */
function isAllowed<State>(
  { parent, below, tokens }: Child<State>,
  { constraint, covers }: BeamRequest<State>,
): boolean {
  if (!admitsAll(constraint, parent.state, tokens)) return false;
  const isCover = covers !== undefined && parent.numDraws === 0;
  return !isCover || covers.isCanonical(below, at(tokens, tokens.length - 1));
}

/** The child as a beam of its own; `undefined` if the model has no room for it. */
function grow<State>(
  { parent, below, tokens, logProbability, key }: Child<State>,
  tree: GrowingTree,
  { constraint, suggestionOf, nameOf }: BeamRequest<State>,
): Beam<State> | Ended | undefined {
  const text = parent.text.fork();
  const { stoppedBy } = text.append(Int32Array.from(tokens));
  const numDraws = parent.numDraws + 1;
  if (stoppedBy !== undefined) {
    text.finish();
    const suggestion = suggestionOf(text.text, stoppedBy);
    const meanLogProbability = logProbability / numDraws;
    const { tokens: all } = text;
    const beam = {
      text: text.text,
      suggestion,
      stoppedBy,
      tokens: all,
      key,
      meanLogProbability,
    };
    return { name: nameOf(suggestion), beam };
  }
  const node = tree.add(below, at(tokens, tokens.length - 1));
  if (node < 0) return undefined;
  return {
    node,
    hash: tokens.reduce(extendPrefixHash, parent.hash),
    logProbability,
    numDraws,
    key,
    state: tokens.reduce((state, token) => constraint.next(state, token), parent.state),
    text,
  };
}
