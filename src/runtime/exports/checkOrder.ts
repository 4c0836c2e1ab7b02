import { onnx } from "onnx-proto";
import { corruptExport, quoted, unsupportedExport } from "./exportErrors";
import type { OnnxFile } from "./onnxFile";
import { subgraphsOf, tensorsIn } from "./subgraphs";

/**
 * Checks that every value of a graph is made once, and before it is read. So a graph has no circles, and can be walked from its
 * outputs to its inputs.
 *
 * @throws model/corrupt if not
 * @throws model/unsupported if weights of a subgraph lie in another file
 */
export function checkOrder(file: OnnxFile): void {
  const made = new Set<string>();
  const make = (name: string): void => {
    if (name === "") return;
    if (made.has(name)) throw corruptExport(file.path, `makes the value ${quoted(name)} twice`);
    made.add(name);
  };
  for (const name of file.weights.keys()) make(name);
  // Old graphs list their weights among the inputs too.
  for (const { name } of file.inputs) if (!file.weights.has(name ?? "")) make(name ?? "");
  checkNodes(file.nodes, { file, made, make });
  for (const { name } of file.outputs) checkRead(name ?? "", made, file);
  for (const node of file.nodes) {
    for (const { dataLocation } of tensorsIn(node)) {
      if (dataLocation !== onnx.TensorProto.DataLocation.EXTERNAL) continue;
      throw unsupportedExport(file.path, "keeps weights of an inner graph in another file");
    }
  }
}

/** Names of values. */
interface Names {
  has(name: string): boolean;
}

interface Scope {
  readonly file: OnnxFile;
  readonly made: Names;
  readonly make: (name: string) => void;
}

function checkNodes(nodes: readonly onnx.INodeProto[], scope: Scope): void {
  for (const node of nodes) {
    for (const name of node.input ?? []) checkRead(name, scope.made, scope.file);
    for (const graph of subgraphsOf(node)) checkSubgraph(graph, scope);
    for (const name of node.output ?? []) scope.make(name);
  }
}

function checkSubgraph(graph: onnx.IGraphProto, { file, made }: Scope): void {
  // What is made inside is not seen outside, so two branches may use the same names.
  const inside = new Set<string>();
  const all = { has: (name: string): boolean => inside.has(name) || made.has(name) };
  const make = (name: string): void => {
    if (name === "") return;
    if (all.has(name)) throw corruptExport(file.path, `makes the value ${quoted(name)} twice`);
    inside.add(name);
  };
  for (const { name } of [...(graph.initializer ?? []), ...(graph.input ?? [])]) make(name ?? "");
  checkNodes(graph.node ?? [], { file, made: all, make });
  for (const { name } of graph.output ?? []) checkRead(name ?? "", all, file);
}

function checkRead(name: string, made: Names, { path }: OnnxFile): void {
  if (name === "" || made.has(name)) return;
  throw corruptExport(path, `reads the value ${quoted(name)} before it is made`);
}
