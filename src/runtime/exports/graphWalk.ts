import type { onnx } from "onnx-proto";
import type { OnnxFile } from "./onnxFile";
import { valuesReadBy } from "./subgraphs";

/** Who makes and who reads the values of a graph that `checkOrder` has passed. */
export class GraphWalk {
  readonly #file: OnnxFile;
  readonly #makers = new Map<string, onnx.INodeProto>();
  readonly #readers = new Map<string, onnx.INodeProto[]>();
  readonly #outputs: ReadonlySet<string>;
  readonly #constant = new Map<string, boolean>();

  constructor(file: OnnxFile) {
    this.#file = file;
    this.#outputs = new Set(file.outputs.map(({ name }) => name ?? ""));
    for (const node of file.nodes) {
      for (const name of node.output ?? []) this.#makers.set(name, node);
      for (const name of new Set(valuesReadBy(node))) {
        const readers = this.#readers.get(name);
        if (readers === undefined) this.#readers.set(name, [node]);
        else readers.push(node);
      }
      this.#noteConstants(node);
    }
  }

  makerOf(value: string): onnx.INodeProto | undefined {
    return this.#makers.get(value);
  }

  /** The nodes that read a value, themselves or in their subgraphs. */
  readersOf(value: string): readonly onnx.INodeProto[] {
    return this.#readers.get(value) ?? [];
  }

  isOutput(value: string): boolean {
    return this.#outputs.has(value);
  }

  /** Whether a value is the same in every pass. */
  isConstant(value: string): boolean {
    return this.#file.weights.has(value) || this.#constant.get(value) === true;
  }

  #noteConstants(node: onnx.INodeProto): void {
    // Nodes come in an order in which what they read is known.
    const isConstant = Array.from(valuesReadBy(node)).every((name) => this.isConstant(name));
    for (const name of node.output ?? []) this.#constant.set(name, isConstant);
  }
}

/**
 * The nodes that some of the values need, in the graph's order, and everything that those read.
 *
 * @param nodes in an order in which every value is made before it is read
 */
export function neededFor(
  values: readonly string[],
  nodes: readonly onnx.INodeProto[],
): { readonly nodes: readonly onnx.INodeProto[]; readonly read: ReadonlySet<string> } {
  const read = new Set(values);
  const needed = nodes
    .toReversed()
    .filter((node) => {
      const isNeeded = (node.output ?? []).some((name) => read.has(name));
      if (isNeeded) for (const name of valuesReadBy(node)) read.add(name);
      return isNeeded;
    })
    .reverse();
  return { nodes: needed, read };
}
