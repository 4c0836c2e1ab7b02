import type { Precision } from "../../core/model/modelSource";
import type { TensorSource } from "../checkpoint/tensorSource";
import type { GraphBuilder } from "./graphBuilder";
import { holdMatrix, stackOf } from "./heldMatrix";
import { linearStorage, type LinearStorage } from "./linearStorage";
import { multiply } from "./multiply";
import { readRows } from "./readRows";

/** What the blocks of a graph are added to and made from. */
export interface BlockParts {
  readonly graph: GraphBuilder;
  readonly tensors: TensorSource;
  readonly precision: Precision;
}

/**
 * Adds a linear layer: `input` [1, S, numInputs] times the weights `PREFIX.weight` of one or several prefixes, plus their
 * biases if there are any: [1, S, numOutputs of all]. Matrices that are held alike are multiplied as one.
 *
 * @param name begins the names of what is stored
 */
export function addLinear(
  parts: BlockParts,
  name: string,
  input: string,
  prefixes: readonly string[],
  hasBias: boolean,
): string {
  const { graph, tensors, precision } = parts;
  const storageOf = (prefix: string): LinearStorage =>
    linearStorage(tensors.typeOf(`${prefix}.weight`), precision);
  const groups: { readonly prefixes: string[]; readonly storage: LinearStorage }[] = [];
  for (const prefix of prefixes) {
    const storage = storageOf(prefix);
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last.storage, storage)) last.prefixes.push(prefix);
    else groups.push({ prefixes: [prefix], storage });
  }
  const products = groups.map((group, i) => {
    const stack = stackOf(
      tensors,
      i === 0 ? name : `${name}.${String(i)}`,
      group.prefixes.map((prefix) => `${prefix}.weight`),
    );
    return multiply(graph, input, holdMatrix(graph, tensors, stack, group.storage));
  });
  const [first = input] = products;
  const product =
    products.length === 1 ? first : graph.node("Concat", products, { ints: { axis: -1 } });
  return hasBias ? addBias(parts, name, product, prefixes) : product;
}

function addBias(
  { graph, tensors }: BlockParts,
  name: string,
  product: string,
  prefixes: readonly string[],
): string {
  const bias = `${name}.bias`;
  const names = prefixes.map((prefix) => `${prefix}.bias`);
  const size = names.reduce((sum, tensor) => sum + (tensors.shapeOf(tensor)[0] ?? 0), 0);
  graph.store({
    tensors: [{ name: bias, type: "float32", dims: [size] }],
    pieces: () => readRows(tensors, bias, names),
  });
  return graph.node("Add", [product, bias]);
}

/** Whether rows held in these two ways can stand below each other in one matrix, and stay as they are. */
function isAlike(a: LinearStorage, b: LinearStorage): boolean {
  if (a.kind === "floats" || b.kind === "floats") return a.kind === b.kind;
  return (
    a.bits === b.bits &&
    a.blockSize === b.blockSize &&
    a.hasOffsets === b.hasOffsets &&
    a.isExact === b.isExact
  );
}
