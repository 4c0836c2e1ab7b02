import type { Pass } from "../../protocol/panelMessages";
import { label, svg } from "../dom/svg";
import type { TextWidth } from "../dom/textWidth";
import { figures } from "../text/figures";
import { labelText } from "../text/visibleText";
import type { TreeLayout, TreeNode } from "./treeLayout";

export interface DraftTreeParts {
  readonly width: number;
  readonly textWidth: TextWidth;
  readonly label: string;
  readonly pass: Pass;
  readonly layout: TreeLayout;
  /** What a reader is told of a token. */
  readonly nameOf: (node: TreeNode) => string;
  /** What is said of the tokens that were left out. */
  readonly foldedText: string;
}

export interface DraftTreeDrawing {
  readonly svg: SVGSVGElement;
  /** As `layout.nodes`. */
  readonly options: readonly SVGGElement[];
}

const rowHeight = 26;
/** From the middle of a row to its rail. */
const rail = 9;

/** The widths that a tree is tried in until it fits: first narrow gaps, then short labels. */
const attempts = [
  { gap: 34, most: 40 },
  { gap: 15, most: 40 },
  { gap: 8, most: 40 },
  { gap: 8, most: 6 },
] as const;

/** Tokens on rails from left to right: blue under what was accepted, grey under what was refused, a box around the model's own. */
export function draftTree(parts: DraftTreeParts): DraftTreeDrawing {
  const { width, textWidth, pass, layout } = parts;
  const hasChances = width > 330;
  const usable = attempts.filter(({ gap }) => gap < 34 || width > 420);
  const tried = usable.map((attempt) => columnsFor(attempt.gap, attempt.most));
  const columns = tried.find((columns) => columns.end <= width) ?? tried.at(-1) ?? columnsFor(8, 6);
  const height = layout.numRows * rowHeight;
  const full = Math.max(width, Math.ceil(columns.end));
  const options = layout.nodes.map(option);
  const drawing = svg(
    "svg",
    {
      width: full,
      height,
      viewBox: `0 0 ${full} ${height}`,
      role: "listbox",
      "aria-label": parts.label,
      "aria-orientation": "horizontal",
    },
    svg("g", { "aria-hidden": "true" }, links(), chances(), folded()),
    options,
  );
  return { svg: drawing, options };

  function columnsFor(
    gap: number,
    most: number,
  ): { xs: number[]; end: number; gap: number; most: number } {
    const depths = Math.max(...layout.nodes.map((node) => node.depth)) + 1;
    const xs: number[] = [];
    let x = 6;
    for (let depth = 0; depth < depths; depth++) {
      xs.push(x);
      const inColumn = layout.nodes.filter((node) => node.depth === depth);
      x += Math.max(...inColumn.map((node) => extent(node, most))) + gap;
    }
    return { xs, end: x - gap + 6, gap, most };
  }

  /** Width of a token with its chance. */
  function extent(node: TreeNode, most: number): number {
    const chance = chanceOf(node);
    return (
      textWidth(textOf(node, most), "code") + (chance === undefined ? 0 : 5 + textWidth(chance))
    );
  }

  function textOf(node: TreeNode, most: number = columns.most): string {
    if (node.id === "root") return labelText(pass.root, most);
    if (node.id === "wrote") return labelText(pass.wrote?.text ?? "", most);
    return labelText(pass.nodes[node.id]?.text ?? "", most);
  }

  function chanceOf(node: TreeNode): string | undefined {
    const drafted = typeof node.id === "number" ? pass.nodes[node.id] : undefined;
    return hasChances && drafted !== undefined ? figures.chance(drafted.expected) : undefined;
  }

  function isKept(node: TreeNode): boolean {
    return typeof node.id !== "number" || pass.nodes[node.id]?.kept === true;
  }

  function at(node: TreeNode): { x: number; y: number } {
    return { x: columns.xs[node.depth] ?? 0, y: node.row * rowHeight + 14 };
  }

  /** Refused branches first, so that the accepted path lies on top. */
  function links(): Node[] {
    const children = layout.nodes.filter((node) => node.parent !== undefined);
    const isBlue = (node: TreeNode): boolean => isKept(node) && node.id !== "wrote";
    return [...children.filter((node) => !isBlue(node)), ...children.filter(isBlue)].map((node) =>
      svg("path", {
        d: elbow(node),
        class: isBlue(node) ? "stroke-draft thick" : "stroke-plain thin",
      }),
    );
  }

  function elbow(node: TreeNode): string {
    const parent = node.parent ?? node;
    const [from, to] = [at(parent), at(node)];
    const start = from.x + extent(parent, columns.most);
    const end = node.id === "wrote" ? to.x - 5 : to.x + extent(node, columns.most);
    const turn = to.x - columns.gap / 2;
    const [y1, y2] = [from.y + rail, to.y + rail];
    return y1 === y2 ? `M${start} ${y1}H${end}` : `M${start} ${y1}H${turn}V${y2}H${end}`;
  }

  function chances(): Node[] {
    return layout.nodes.flatMap((node) => {
      const chance = chanceOf(node);
      const { x, y } = at(node);
      return chance === undefined
        ? []
        : [label(x + textWidth(textOf(node), "code") + 5, y + 4, "", chance)];
    });
  }

  function folded(): Node | undefined {
    if (layout.numFolded === 0) return undefined;
    return label(6, (layout.numRows - 1) * rowHeight + 18, "", parts.foldedText);
  }

  function option(node: TreeNode): SVGGElement {
    const { x, y } = at(node);
    const text = textOf(node);
    const isBoxed = node.id === "wrote";
    const outline = {
      x: x - 5,
      y: y - (isBoxed ? 10 : 9),
      width: textWidth(text, "code") + 10,
      height: isBoxed ? 21 : 17,
      rx: 3,
      class: isBoxed ? "fill-ground stroke-ink thin" : "hit",
    };
    return svg(
      "g",
      { "aria-label": parts.nameOf(node), class: "node" },
      svg("rect", outline),
      label(x, y + 4, isKept(node) ? "code ink" : "code", text),
    );
  }
}
