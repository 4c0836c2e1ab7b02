import { onnx } from "onnx-proto";
import { inputNames } from "../graph/graphNames";
import type { ExportValues } from "./exportValues";
import { neededFor, type GraphWalk } from "./graphWalk";
import { findHead } from "./headPlace";
import type { OnnxFile } from "./onnxFile";
import {
  attentionInputs,
  intAttribute,
  windowAttribute,
  type TreeAttention,
} from "./treeAttention";

/** The nodes of an export, with names of their own, and changed to run trees if they can. */
export interface EditedNodes {
  /** Only what the cache and the logits need. */
  readonly nodes: readonly onnx.INodeProto[];
  /** Whether a value is read, by its name in the export. */
  readonly reads: (name: string) => boolean;
  /** Whether the logits are those of the wanted rows already. */
  readonly hasWantedRows: boolean;
}

/** What the edited nodes read besides the export's own inputs. */
export const editNames = {
  /** `attention_bias` in the type of the attention. */
  attentionBias: "attention_bias.typed",
  wantedRows: "wanted_rows",
} as const;

/** An export's value among ours, whose names are taken. */
export function nameOfExport(name: string): string {
  return name === "" ? "" : `export.${name}`;
}

/**
 * Gives all values of an export names of their own, lets the head compute the wanted rows only, and where the attention can run
 * trees, lets it read positions, a bias for each pair of tokens, and lengths from our inputs.
 */
export function editNodes(
  file: OnnxFile,
  values: ExportValues,
  walk: GraphWalk,
  attention: TreeAttention,
): EditedNodes {
  const head = findHead(walk, values.logits.name);
  const treeNodes = new Set(attention.canRunTrees ? attention.nodes : []);
  const edited = file.nodes.flatMap((node) => {
    const renamed = renameNode(node);
    if (treeNodes.has(node)) return [seeingTrees(renamed)];
    if (node !== head) return [renamed];
    const [rows = "", ...weights] = renamed.input ?? [];
    const gather = {
      opType: "Gather",
      input: [rows, inputNames.logitRows],
      output: [editNames.wantedRows],
      name: editNames.wantedRows,
      attribute: [{ name: "axis", type: onnx.AttributeProto.AttributeType.INT, i: 1 }],
    };
    return [gather, { ...renamed, input: [editNames.wantedRows, ...weights] }];
  });
  const wanted = values.present.flatMap(({ key, value }) => [key, value]);
  const outputs = [...wanted, values.logits].map(({ name }) => nameOfExport(name));
  const { nodes, read } = neededFor(outputs, edited);
  return {
    nodes,
    reads: (name) => read.has(nameOfExport(name)),
    hasWantedRows: head !== undefined,
  };
}

function seeingTrees(node: onnx.INodeProto): onnx.INodeProto {
  const inputs = [...(node.input ?? [])];
  const { seqlensK, totalSequenceLength, positionIds, attentionBias } = attentionInputs;
  while (inputs.length <= attentionBias) inputs.push("");
  inputs[seqlensK] = inputNames.seqlensK;
  inputs[totalSequenceLength] = inputNames.totalSequenceLength;
  inputs[positionIds] = turnsByItself(node) ? inputNames.positionIds : "";
  inputs[attentionBias] = editNames.attentionBias;
  // Rows are no positions in a tree, so the bias says what stands in the window.
  const attribute = node.attribute?.filter(({ name }) => name !== windowAttribute);
  return { ...node, input: inputs, attribute: attribute ?? [] };
}

/** Whether an attention turns queries and keys by their positions itself. */
export function turnsByItself(node: onnx.INodeProto): boolean {
  return intAttribute(node, "do_rotary", 0) === 1;
}

function renameNode(node: onnx.INodeProto): onnx.INodeProto {
  return {
    opType: node.opType ?? "",
    domain: node.domain ?? "",
    name: nameOfExport(node.name ?? ""),
    input: (node.input ?? []).map(nameOfExport),
    output: (node.output ?? []).map(nameOfExport),
    attribute: (node.attribute ?? []).map((attribute) => ({
      ...attribute,
      ...(attribute.g !== null && attribute.g !== undefined && { g: renameGraph(attribute.g) }),
      ...(attribute.graphs !== null &&
        attribute.graphs !== undefined && { graphs: attribute.graphs.map(renameGraph) }),
    })),
  };
}

function renameGraph(graph: onnx.IGraphProto): onnx.IGraphProto {
  const renamed = <T extends { name?: string | null }>(value: T): T => ({
    ...value,
    name: nameOfExport(value.name ?? ""),
  });
  return {
    name: graph.name ?? "",
    node: (graph.node ?? []).map(renameNode),
    initializer: (graph.initializer ?? []).map(renamed),
    input: (graph.input ?? []).map(renamed),
    output: (graph.output ?? []).map(renamed),
  };
}
