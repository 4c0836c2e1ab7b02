import { onnx } from "onnx-proto";
import { builtFiles } from "../../core/model/builtModel";
import type { BuildPlan, LinkedFile } from "../built/buildPlan";
import type { GraphBuilder } from "../graph/graphBuilder";
import type { PlacedData, StoredPiece } from "../graph/storedData";
import { PositionedFile } from "../gguf/positionedFile";
import { nameOfExport } from "./editNodes";
import type { WeightPlace } from "./externalPlace";
import type { Weight } from "./onnxFile";

/** Weights begin at multiples of it in our file, so that they can be mapped into memory; in the export's own file they may not. */
const alignment = 4096;

/** Bytes that are copied at a time. */
const pieceBytes = 8 << 20;

/** What is put together into one graph. */
export interface EditedParts {
  /** Our inputs, outputs and nodes. */
  readonly added: GraphBuilder;
  /** How many of our nodes stand before the export's. */
  readonly numBefore: number;
  readonly nodes: readonly onnx.INodeProto[];
  readonly weights: readonly Weight[];
  readonly irVersion: number;
  readonly opsets: ReadonlyMap<string, number>;
  /** Whether a file can get a second name in the folder of built models. Other files' weights are copied. */
  readonly canLink: (path: string) => boolean;
}

/**
 * An export's graph between nodes of ours. Weights that lie in files of their own stay there, if those can be linked; the others
 * are copied: out of the graph's own file each at a page of its own.
 */
export class EditedGraph implements BuildPlan {
  readonly stored: readonly PlacedData[];
  readonly linked: readonly LinkedFile[];
  readonly weightsBytes: number;
  readonly #parts: EditedParts;
  /** Where our graph finds the weights that do not stand in it. */
  readonly #places = new Map<Weight, { readonly file: string; readonly offset: number }>();

  constructor(parts: EditedParts, graphPath: string) {
    this.#parts = parts;
    const links = new Map<string, LinkedFile>();
    const stored: PlacedData[] = [];
    let end = 0;
    for (const weight of parts.weights) {
      const { place } = weight;
      if (place === undefined) continue;
      if (place.path !== graphPath && parts.canLink(place.path)) {
        const known = links.get(place.path);
        const link = {
          name: known?.name ?? `linked_${String(links.size)}.bin`,
          source: place.path,
          byteLength: Math.max(known?.byteLength ?? 0, place.offset + place.byteLength),
        };
        links.set(place.path, link);
        this.#places.set(weight, { file: link.name, offset: place.offset });
      } else {
        this.#places.set(weight, { file: builtFiles.weights, offset: end });
        stored.push(copied(weight.name, place, end));
        end = Math.ceil((end + place.byteLength) / alignment) * alignment;
      }
    }
    this.stored = stored;
    this.linked = [...links.values()];
    this.weightsBytes = end;
  }

  encode(): Uint8Array {
    const { added, numBefore, nodes, irVersion, opsets } = this.#parts;
    const { graph } = onnx.ModelProto.decode(added.encode());
    const ours = graph?.node ?? [];
    const all = new Map(opsets).set("com.microsoft", opsets.get("com.microsoft") ?? 1);
    return onnx.ModelProto.encode({
      irVersion: Math.max(irVersion, onnx.Version.IR_VERSION),
      producerName: "foretype",
      opsetImport: Array.from(all, ([domain, version]) => ({ domain, version })),
      graph: {
        name: "model",
        node: [...ours.slice(0, numBefore), ...nodes, ...ours.slice(numBefore)],
        initializer: [
          ...(graph?.initializer ?? []),
          ...this.#parts.weights.map((weight) => this.#initializer(weight)),
        ],
        input: graph?.input ?? [],
        output: graph?.output ?? [],
      },
    }).finish();
  }

  #initializer(weight: Weight): onnx.ITensorProto {
    const name = nameOfExport(weight.name);
    const place = this.#places.get(weight);
    if (place === undefined) return { ...weight.tensor, name };
    return {
      name,
      dataType: weight.dataType,
      dims: [...weight.dims],
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [
        { key: "location", value: place.file },
        { key: "offset", value: String(place.offset) },
        { key: "length", value: String(weight.place?.byteLength ?? 0) },
      ],
    };
  }
}

function copied(name: string, place: WeightPlace, offset: number): PlacedData {
  const { path, byteLength } = place;
  return {
    tensors: [{ name, type: "uint8", dims: [byteLength] }],
    places: [{ offset, byteLength }],
    pieces: async function* (): AsyncGenerator<StoredPiece> {
      const file = await PositionedFile.open(path);
      try {
        for (let begin = 0; begin < byteLength; begin += pieceBytes) {
          const length = Math.min(pieceBytes, byteLength - begin);
          const bytes = await file.read(place.offset + begin, length);
          yield { tensor: name, offset: begin, bytes };
        }
      } finally {
        await file.close();
      }
    },
  };
}
