import { keptOf } from "../../core/stats/panel/last";
import type { Pass } from "../../protocol/panelMessages";
import type { TreeNode } from "../charts/treeLayout";
import { plural, say, type StringId, type Values } from "../strings/say";
import { figures } from "../text/figures";
import { drafterName } from "../text/names";
import { labelText } from "../text/visibleText";

/** What a pass came to. */
export function passWords(pass: Pass): readonly [StringId, Values] {
  const { kept, drafted } = keptOf(pass);
  if (drafted === 0) {
    return ["tree.plain", { ms: figures.time(pass.ms), token: labelText(pass.wrote?.text ?? "") }];
  }
  const total = kept + (pass.wrote === undefined ? 0 : 1);
  const values = {
    total: figures.count(total),
    ms: figures.time(pass.ms),
    kept: figures.count(kept),
    drafted: figures.count(drafted),
  };
  if (pass.wrote === undefined) return [plural("tree.storyEnd", total), values];
  return [plural("tree.story", total), { ...values, token: labelText(pass.wrote.text) }];
}

/** What is to be said of a token in it. */
export function nodeWords(pass: Pass, { id }: TreeNode): readonly [StringId, Values] {
  if (id === "root") return ["tree.root", { token: labelText(pass.root) }];
  if (id === "wrote") {
    const p = say("figure.p", { p: figures.probability(pass.wrote?.p) });
    return ["tree.wrote", { token: labelText(pass.wrote?.text ?? ""), p }];
  }
  const node = pass.nodes[id];
  return [
    node?.kept === true ? "tree.kept" : "tree.refused",
    {
      token: labelText(node?.text ?? ""),
      chance: figures.share(node?.expected),
      drafter: drafterName(node?.by ?? "other"),
    },
  ];
}
