import { quoted } from "../../core/quoted";
import type { TensorType } from "../checkpoint/tensorSource";
import { ggmlFormats } from "../ggml/ggmlFormats";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import type { GgufHeader, GgufTensorInfo } from "./ggufHeader";
import type { PositionedFile } from "./positionedFile";
import { tensorTypeName, tensorTypeOf } from "./tensorTypes";

/** Where a tensor lies, checked against its file. */
export interface GgufTensorEntry {
  readonly file: PositionedFile;
  readonly type: TensorType;
  /** Outputs before inputs. */
  readonly shape: readonly number[];
  /** Its first byte in the file. */
  readonly begin: number;
  /** Of the last dimension. */
  readonly rowBytes: number;
  readonly numRows: number;
}

/**
 * The tensors of a file by their names: of types that can be read, each whole in the file and none over another.
 *
 * @param alignment all begin at multiples of it
 * @throws model/corrupt or model/unsupported naming the file and the tensor
 */
export function ggufTensorTable(
  file: PositionedFile,
  header: GgufHeader,
  alignment: number,
): ReadonlyMap<string, GgufTensorEntry> {
  const dataBegin = Math.ceil(header.headerBytes / alignment) * alignment;
  const entries = new Map<string, GgufTensorEntry>();
  for (const info of header.tensors) {
    if (entries.has(info.name)) {
      throw corruptGguf(file.path, `holds the tensor ${quoted(info.name)} twice`);
    }
    if (info.offset % alignment !== 0) {
      throw corruptGguf(
        file.path,
        `says that its tensor ${quoted(info.name)} begins at ${String(info.offset)}, which is no multiple of ${String(alignment)}`,
      );
    }
    entries.set(info.name, entryOf(info, file, dataBegin + info.offset));
  }
  checkOverlap(entries, file.path);
  return entries;
}

function entryOf(info: GgufTensorInfo, file: PositionedFile, begin: number): GgufTensorEntry {
  const type = tensorTypeOf(info.type);
  if (type === undefined) {
    throw unsupportedGguf(
      file.path,
      `holds the tensor ${quoted(info.name)} in the type ${tensorTypeName(info.type)}, which Foretype cannot read`,
    );
  }
  const { blockSize, blockBytes } = ggmlFormats[type];
  const [rowSize = 0] = info.shape.slice(-1);
  const numRows = info.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const rowBytes = (rowSize / blockSize) * blockBytes;
  const numBytes = numRows * rowBytes;
  // A product beyond 2^53 is rounded, but it is far beyond every file too.
  if (numBytes === 0 || !Number.isSafeInteger(numBytes)) {
    throw corruptGguf(
      file.path,
      `gives its tensor ${quoted(info.name)} the shape [${info.shape.join(", ")}], which cannot be in ${type}`,
    );
  }
  if (rowSize % blockSize !== 0) {
    throw corruptGguf(
      file.path,
      `gives its tensor ${quoted(info.name)} rows of ${String(rowSize)} numbers, which are not whole blocks of ${type}`,
    );
  }
  if (begin + numBytes > file.size) {
    throw corruptGguf(
      file.path,
      `is cut off: its tensor ${quoted(info.name)} ends at ${String(begin + numBytes)} and the file at ${String(file.size)}`,
    );
  }
  return { file, type, shape: info.shape, begin, rowBytes, numRows };
}

function checkOverlap(entries: ReadonlyMap<string, GgufTensorEntry>, path: string): void {
  let end = 0;
  for (const [name, entry] of [...entries].sort(([, a], [, b]) => a.begin - b.begin)) {
    if (entry.begin < end) throw corruptGguf(path, `stores ${quoted(name)} over another tensor`);
    end = entry.begin + entry.numRows * entry.rowBytes;
  }
}
