import { at } from "../../../../src/core/at";
import type { Strategy } from "../../../../src/core/decode/strategy";
import type { Draft } from "../../../../src/core/draft/draft";
import type { Drafter, VerifiedStep } from "../../../../src/core/draft/drafter";
import type { DraftFigures, ExpectationBin, HitCount } from "./draftFigures";

/** Half a token: finer than chance allows to tell apart. */
const binsPerToken = 2;

/** Looks on at what becomes of drafts; nothing in it changes what is drafted. */
export class DraftWatch {
  readonly #byRank = new Map<string, HitCount[]>();
  readonly #byExpectation: ExpectationBin[] = [];
  #numLevels = 0;

  /** The strategy, with its drafter's steps watched. Whatever else a drafter has is passed on, and its verifier is given itself. */
  watch(strategy: Strategy): Strategy {
    const watched = new WeakMap<Drafter, Drafter>();
    const verifierOf = strategy.createVerifier?.bind(strategy);
    return {
      ...strategy,
      createDrafter: (context) => {
        const drafter = strategy.createDrafter(context);
        const around = this.#watchDrafter(drafter);
        watched.set(around, drafter);
        return around;
      },
      ...(verifierOf !== undefined && {
        createVerifier: ({ drafter, ...parts }) =>
          verifierOf({ ...parts, drafter: watched.get(drafter) ?? drafter }),
      }),
    };
  }

  get figures(): DraftFigures {
    return {
      numLevels: this.#numLevels,
      byRank: Object.fromEntries(this.#byRank),
      byExpectation: this.#byExpectation,
    };
  }

  /** Forgets what was seen. */
  clear(): void {
    this.#byExpectation.length = 0;
    this.#numLevels = 0;
    this.#byRank.clear();
  }

  #watchDrafter(drafter: Drafter): Drafter {
    const observe = (step: VerifiedStep): void => {
      if (step.draft !== undefined) this.#note(step.draft, step.path);
      drafter.observe(step);
    };
    return new Proxy(drafter, {
      get: (target, key) => {
        if (key === "observe") return observe;
        const found: unknown = Reflect.get(target, key, target);
        return typeof found === "function" ? (found.bind(target) as unknown) : found;
      },
    });
  }

  #note(draft: Draft, path: Int32Array): void {
    const { tree, chances, nodes, candidates } = draft;
    this.#numLevels += Math.max(...tree.depths);
    const taken = new Set(path);
    for (const [index, candidate] of candidates.entries()) {
      const node = at(nodes, index);
      if (node < 1 || !taken.has(at(tree.parents, node))) continue;
      const isTaken = taken.has(node);
      const noted = new Set<string>();
      for (const { source, rank } of candidate.guesses) {
        if (noted.has(source)) continue;
        noted.add(source);
        count(this.#byRank, source, rank, isTaken);
      }
    }
    const expected = chances.subarray(1).reduce((sum, chance) => sum + chance, 0);
    const index = Math.floor(binsPerToken * expected);
    for (let i = this.#byExpectation.length; i <= index; i++) {
      this.#byExpectation.push({ numPasses: 0, expected: 0, achieved: 0 });
    }
    const bin = this.#byExpectation[index];
    if (bin === undefined) return;
    bin.numPasses += 1;
    bin.expected += expected;
    bin.achieved += path.length - 1;
  }
}

function count(
  counts: Map<string, HitCount[]>,
  source: string,
  index: number,
  isTaken: boolean,
): void {
  const ofSource = counts.get(source) ?? [];
  counts.set(source, ofSource);
  while (ofSource.length <= index) ofSource.push({ numDrafted: 0, numTaken: 0 });
  const found = ofSource[index];
  if (found === undefined) return;
  found.numDrafted += 1;
  if (isTaken) found.numTaken += 1;
}
