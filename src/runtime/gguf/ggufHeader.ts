import { quoted } from "../../core/quoted";
import { GgufCursor } from "./ggufCursor";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import type { MetadataValue } from "./ggufMetadata";
import { readMetadata } from "./readMetadata";
import type { PositionedFile } from "./positionedFile";

/** What a file says of a tensor. Nothing of it has been checked. */
export interface GgufTensorInfo {
  readonly name: string;
  /** Outputs before inputs: the file has them the other way round. */
  readonly shape: readonly number[];
  /** Number of its type in ggml. */
  readonly type: number;
  /** Its first byte, counted from the data's beginning. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly metadata: ReadonlyMap<string, MetadataValue>;
  readonly tensors: readonly GgufTensorInfo[];
  /** Bytes up to here are the header's, without the padding behind it. */
  readonly headerBytes: number;
}

/** "GGUF" as a little-endian number. */
const magic = 0x46554747;

/** Beyond what any file holds; each takes memory. */
const maxTensors = 1 << 16;
const maxDimensions = 4;

/**
 * Reads the header of a GGUF file, version 2 or 3.
 *
 * @throws model/corrupt or model/unsupported naming the file
 * Source: the GGUF format, github.com/ggml-org/ggml, docs/gguf.md.
 */
export async function readGgufHeader(file: PositionedFile): Promise<GgufHeader> {
  const { path } = file;
  const cursor = new GgufCursor(file);
  if (file.size < 24) throw corruptGguf(path, "is too short to be a GGUF file");
  await cursor.need(24);
  if (cursor.u32() !== magic) throw corruptGguf(path, "is not a GGUF file");
  checkVersion(cursor.u32(), path);
  const numTensors = cursor.size();
  const numValues = cursor.size();
  if (numTensors > maxTensors) {
    throw corruptGguf(path, `says that it holds ${String(numTensors)} tensors, which cannot be`);
  }
  const metadata = await readMetadata(cursor, numValues, path);
  const tensors = [];
  for (let i = 0; i < numTensors; i++) tensors.push(await readTensorInfo(cursor, path));
  return { metadata, tensors, headerBytes: cursor.position };
}

function checkVersion(version: number, path: string): void {
  if (version === 2 || version === 3) return;
  if (version !== 0 && (version & 0xffff) === 0) {
    throw unsupportedGguf(
      path,
      "is written for big-endian machines, and Foretype reads others only",
    );
  }
  throw unsupportedGguf(
    path,
    `is a GGUF file of version ${String(version)}, and Foretype reads versions 2 and 3`,
  );
}

async function readTensorInfo(cursor: GgufCursor, path: string): Promise<GgufTensorInfo> {
  const name = await cursor.text();
  await cursor.need(4);
  const numDimensions = cursor.u32();
  if (numDimensions < 1 || numDimensions > maxDimensions) {
    throw corruptGguf(path, `gives ${quoted(name)} ${String(numDimensions)} dimensions`);
  }
  await cursor.need(numDimensions * 8 + 12);
  const shape = Array.from({ length: numDimensions }, () => cursor.size()).reverse();
  return { name, shape, type: cursor.u32(), offset: cursor.size() };
}
