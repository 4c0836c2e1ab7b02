import { quoted } from "../../core/quoted";
import { invariant } from "../../core/errors";
import { checkFinite } from "../checkpoint/checkFinite";
import type { RowRange, TensorSource, TensorType } from "../checkpoint/tensorSource";
import { ggmlFormats } from "../ggml/ggmlFormats";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import { ggufTensorName } from "./ggufTensorNames";
import type { GgufTensorEntry } from "./ggufTensorTable";
import { headsAround, unpairRows } from "./unpairRows";

/** Tensors that are part of the configuration, and no weights. */
const configurationTensors: ReadonlySet<string> = new Set(["rope_freqs.weight"]);

const turnedTensor = /\.self_attn\.[qk]_proj\.(weight|bias)$/;

/** The weights of GGUF files. */
export class GgufTensors implements TensorSource {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  readonly #entries: ReadonlyMap<string, GgufTensorEntry>;
  /** D, where the files keep the rows of queries and keys in pairs. */
  readonly #pairedHeadDim: number | undefined;

  /**
   * @param table all tensors by their names in the file
   * @param pairedHeadDim width of a head whose rows are to be unpaired; undefined where they are in order
   * @throws model/unsupported for a tensor that belongs to no model that can be run
   * @throws model/corrupt for queries or keys that are no whole heads
   */
  constructor(
    path: string,
    table: ReadonlyMap<string, GgufTensorEntry>,
    pairedHeadDim: number | undefined,
  ) {
    this.path = path;
    this.#pairedHeadDim = pairedHeadDim;
    const entries = new Map<string, GgufTensorEntry>();
    for (const [own, entry] of table) {
      if (configurationTensors.has(own)) continue;
      const name = ggufTensorName(own);
      if (name === undefined) {
        throw unsupportedGguf(
          path,
          `holds the tensor ${quoted(own)}, which is of no model that Foretype can run`,
        );
      }
      entries.set(name, entry);
      if (this.#isPaired(name)) checkHeads(path, own, entry, pairedHeadDim ?? 1);
    }
    this.#entries = entries;
    this.names = new Set(entries.keys());
  }

  shapeOf(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  typeOf(name: string): TensorType {
    return this.#entry(name).type;
  }

  async floats(name: string, rows?: RowRange): Promise<Float32Array<ArrayBuffer>> {
    const format = ggmlFormats[this.#entry(name).type];
    const bytes = await this.bytes(name, rows);
    const floats = new Float32Array((bytes.length / format.blockBytes) * format.blockSize);
    format.dequantise(bytes, floats);
    checkFinite(floats, this.path, name);
    return floats;
  }

  async bytes(name: string, rows?: RowRange): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#entry(name);
    const wanted = rows ?? { first: 0, count: entry.numRows };
    invariant(
      wanted.first >= 0 && wanted.count >= 0 && wanted.first + wanted.count <= entry.numRows,
      `"${name}" has no rows from ${String(wanted.first)} to ${String(wanted.first + wanted.count)}`,
    );
    const headDim = this.#pairedHeadDim;
    if (headDim === undefined || !this.#isPaired(name)) return readRows(entry, wanted);
    // Of a vector, the numbers are in pairs.
    if (entry.shape.length === 1) {
      const numbers = { first: 0, count: entry.shape[0] ?? 0 };
      return unpairRows(
        await readRows(entry, wanted),
        numbers,
        headDim,
        entry.rowBytes / numbers.count,
      );
    }
    const heads = await readRows(entry, headsAround(wanted, headDim));
    return unpairRows(heads, wanted, headDim, entry.rowBytes);
  }

  #isPaired(name: string): boolean {
    return this.#pairedHeadDim !== undefined && turnedTensor.test(name);
  }

  #entry(name: string): GgufTensorEntry {
    const entry = this.#entries.get(name);
    invariant(entry !== undefined, `${this.path} was not checked for "${name}"`);
    return entry;
  }
}

function readRows(entry: GgufTensorEntry, rows: RowRange): Promise<Uint8Array<ArrayBuffer>> {
  const { file, begin, rowBytes } = entry;
  return file.read(begin + rows.first * rowBytes, rows.count * rowBytes);
}

function checkHeads(path: string, own: string, entry: GgufTensorEntry, headDim: number): void {
  const [numOutputs = 0] = entry.shape;
  const isWhole = entry.shape.length <= 2 && numOutputs % headDim === 0 && headDim % 2 === 0;
  const isBlocked = entry.shape.length === 1 && ggmlFormats[entry.type].blockSize > 1;
  if (!isWhole || isBlocked) {
    throw corruptGguf(
      path,
      `gives its tensor ${quoted(own)} the shape [${entry.shape.join(", ")}] in ${entry.type}, which are no heads of ${String(headDim)}`,
    );
  }
}
