import { describe, expect, it } from "vitest";
import { at } from "../../../src/core/at";
import { recyclingTemplate, type HitRates } from "../../../src/core/draft/recyclingTemplate";
import { seededRandom } from "../../support/randomTree";

describe("recyclingTemplate", () => {
  it("takes the most probable rank paths, best first", () => {
    const template = recyclingTemplate(
      [
        [0.6, 0.2],
        [0.5, 0.1],
      ],
      5,
    );
    expect(Array.from(template.parents)).toEqual([0, 1, 0, 3, 1]);
    expect(Array.from(template.ranks)).toEqual([0, 0, 1, 0, 1]);
  });

  it("ends where the rates end", () => {
    expect(recyclingTemplate([[0.5, 0.25], [0.5]], 100).parents).toHaveLength(4);
    expect(recyclingTemplate([], 100).parents).toHaveLength(0);
    expect(recyclingTemplate([[0.5, 0]], 100).parents).toHaveLength(1);
  });

  it("makes the best template of a size the beginning of the next", () => {
    const rates: HitRates = [
      [0.4, 0.3, 0.1],
      [0.6, 0.2, 0.1],
      [0.5, 0.3, 0.1],
    ];
    const large = recyclingTemplate(rates, 12);
    for (let size = 0; size < 12; size++) {
      const small = recyclingTemplate(rates, size);
      expect(small.parents).toEqual(large.parents.slice(0, size));
      expect(small.ranks).toEqual(large.ranks.slice(0, size));
    }
  });

  it("gains as much as the best of all trees of its size", () => {
    const random = seededRandom(4);
    for (let trial = 0; trial < 30; trial++) {
      // Rates need not fall with the rank.
      const rates = [2, 3, 2].map((num) => Array.from({ length: num }, () => random() / num));
      for (let size = 1; size <= 4; size++) {
        expect(gainOf(rates, recyclingTemplate(rates, size))).toBeCloseTo(
          bestGain(rates, size),
          12,
        );
      }
    }
  });
});

/** Expected accepted tokens: the sum of the path products. */
function gainOf(
  rates: HitRates,
  template: { readonly parents: Int32Array; readonly ranks: Int32Array },
): number {
  const nodes = [{ value: 1, depth: 0 }];
  for (const [i, parent] of template.parents.entries()) {
    const above = nodes[parent] ?? { value: Number.NaN, depth: 0 };
    const rate = rates[above.depth]?.[at(template.ranks, i)] ?? 0;
    nodes.push({ value: above.value * rate, depth: above.depth + 1 });
  }
  return nodes.slice(1).reduce((sum, node) => sum + node.value, 0);
}

/** The same, of the best of all sets of `size` rank paths that hold the beginnings of their members. */
function bestGain(rates: HitRates, size: number): number {
  const paths = pathsOf(rates, []);
  let best = 0;
  const choose = (chosen: readonly string[], gain: number, from: number): void => {
    if (chosen.length === size) {
      best = Math.max(best, gain);
      return;
    }
    for (let i = from; i < paths.length; i++) {
      const path = paths[i] ?? { key: "", parent: "", value: 0 };
      if (path.parent === "" || chosen.includes(path.parent)) {
        choose([...chosen, path.key], gain + path.value, i + 1);
      }
    }
  };
  choose([], 0, 0);
  return best;
}

/** All rank paths, each behind its beginnings. */
function pathsOf(
  rates: HitRates,
  above: readonly number[],
  value = 1,
): { key: string; parent: string; value: number }[] {
  return (rates[above.length] ?? []).flatMap((rate, rank) => {
    const path = [...above, rank];
    const own = { key: path.join(" "), parent: above.join(" "), value: value * rate };
    return [own, ...pathsOf(rates, path, own.value)];
  });
}
