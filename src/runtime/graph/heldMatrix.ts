import type { TensorSource } from "../checkpoint/tensorSource";
import { blocksOf, codeRows, type CodedStorage } from "./codeRows";
import type { GraphBuilder } from "./graphBuilder";
import type { LinearStorage } from "./linearStorage";
import { readRows } from "./readRows";
import { rowChunks } from "./rowChunks";
import type { StoredPiece } from "./storedData";

/** Matrices of a checkpoint below each other, [numOutputs, numInputs], as one matrix of the graph. */
export interface Stack {
  /** Begins the names of what is stored. */
  readonly name: string;
  readonly tensorNames: readonly string[];
  readonly numOutputs: number;
  readonly numInputs: number;
}

/** A matrix that the graph stores. */
export type HeldMatrix =
  | (Stack & { readonly kind: "floats"; /** [numOutputs, numInputs] */ readonly floats: string })
  | (Stack & {
      readonly kind: "codes";
      readonly storage: CodedStorage;
      /** uint8 [numOutputs, numBlocks, blockSize * bits / 8] */
      readonly codes: string;
      /** [numOutputs, numBlocks] */
      readonly scales: string;
      /** [numOutputs, numBlocks] */
      readonly offsets: string | undefined;
    });

/** Sets the matrices `PREFIX.weight` below each other. */
export function stackOf(
  tensors: TensorSource,
  name: string,
  tensorNames: readonly string[],
): Stack {
  const shapes = tensorNames.map((tensor) => tensors.shapeOf(tensor));
  return {
    name,
    tensorNames,
    numOutputs: shapes.reduce((sum, shape) => sum + (shape[0] ?? 0), 0),
    numInputs: shapes[0]?.[1] ?? 0,
  };
}

/** Announces a matrix in the way that `storage` says. */
export function holdMatrix(
  graph: GraphBuilder,
  tensors: TensorSource,
  stack: Stack,
  storage: LinearStorage,
): HeldMatrix {
  if (storage.kind === "codes") return holdCodes(graph, tensors, stack, storage);
  const floats = `${stack.name}.weight`;
  graph.store({
    tensors: [{ name: floats, type: "float32", dims: [stack.numOutputs, stack.numInputs] }],
    pieces: () => readRows(tensors, floats, stack.tensorNames),
  });
  return { ...stack, kind: "floats", floats };
}

/** Ends the name of a matrix's scales. */
export const scalesEnd = ".scales";

function holdCodes(
  graph: GraphBuilder,
  tensors: TensorSource,
  stack: Stack,
  storage: CodedStorage,
): HeldMatrix {
  const { name, numOutputs, numInputs } = stack;
  const numBlocks = blocksOf(storage, numInputs);
  const blockBytes = (storage.blockSize * storage.bits) / 8;
  const [codes, scales] = [`${name}.codes`, `${name}${scalesEnd}`];
  const offsets = storage.hasOffsets ? `${name}.offsets` : undefined;
  const perBlock = { type: "float32", dims: [numOutputs, numBlocks] } as const;
  graph.store({
    tensors: [
      { name: codes, type: "uint8", dims: [numOutputs, numBlocks, blockBytes] },
      { name: scales, ...perBlock },
      ...(offsets === undefined ? [] : [{ name: offsets, ...perBlock }]),
    ],
    pieces: async function* (): AsyncGenerator<StoredPiece> {
      let rowsBefore = 0;
      for (const tensor of stack.tensorNames) {
        const numRows = tensors.shapeOf(tensor)[0] ?? 0;
        for (const rows of rowChunks(numRows, numInputs)) {
          const coded = await codeRows(tensors, tensor, rows, storage);
          const block = (rowsBefore + rows.first) * numBlocks;
          yield { tensor: codes, offset: block * blockBytes, bytes: coded.codes };
          yield { tensor: scales, offset: block * 4, bytes: bytesOf(coded.scales) };
          if (offsets !== undefined && coded.offsets !== undefined) {
            yield { tensor: offsets, offset: block * 4, bytes: bytesOf(coded.offsets) };
          }
        }
        rowsBefore += numRows;
      }
    },
  });
  return { ...stack, kind: "codes", storage, codes, scales, offsets };
}

function bytesOf(floats: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}
