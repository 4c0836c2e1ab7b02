import path from "node:path";
import { quoted } from "../../core/quoted";
import { corruptGguf, unsupportedGguf } from "./ggufErrors";
import { readGgufHeader, type GgufHeader } from "./ggufHeader";
import { GgufMetadata } from "./ggufMetadata";
import { ggufTensorTable, type GgufTensorEntry } from "./ggufTensorTable";
import { PositionedFile } from "./positionedFile";

/** A model that lies in one or several GGUF files. */
export interface GgufParts {
  /** Of the first file. */
  readonly metadata: GgufMetadata;
  /** Of all files, by their names there. */
  readonly tensors: ReadonlyMap<string, GgufTensorEntry>;
  close(): Promise<void>;
}

/** Files whose headers are read at once; published models have fewer. */
const maxParts = 256;
const maxAlignment = 1 << 20;

const partPattern = /^(.+)-(\d{5})-of-(\d{5})\.gguf$/;

/**
 * Opens a model's first or only file, and beside it those that its name and its metadata speak of.
 *
 * @throws model/missing, model/corrupt or model/unsupported naming the file
 */
export async function openGgufParts(file: string): Promise<GgufParts> {
  const opened: PositionedFile[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((part) => part.close()));
  };
  const openPart = async (name: string): Promise<Part> => {
    const part = await PositionedFile.open(name);
    opened.push(part);
    const header = await readGgufHeader(part);
    return { file: part, header, metadata: new GgufMetadata(header.metadata, name) };
  };
  try {
    const first = await openPart(file);
    const parts = [first];
    const others = otherParts(first.metadata);
    for (const [i, name] of others.entries()) {
      const part = await openPart(name);
      checkPart(part.metadata, i + 1, others.length + 1);
      parts.push(part);
    }
    return { metadata: first.metadata, tensors: mergeTables(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Part {
  readonly file: PositionedFile;
  readonly header: GgufHeader;
  readonly metadata: GgufMetadata;
}

/** Paths of the files behind the first, by its own name: no path comes out of a file. */
function otherParts(metadata: GgufMetadata): readonly string[] {
  const file = metadata.path;
  const numParts = metadata.size("split.count", { fallback: 1, most: maxParts });
  if (numParts === 1) return [];
  const number = metadata.number("split.no", 0);
  const total = String(numParts).padStart(5, "0");
  const match = partPattern.exec(path.basename(file));
  if (match?.[3] !== total) {
    throw unsupportedGguf(
      file,
      `is one of ${String(numParts)} files of a model, and its name does not end in -00001-of-${total}.gguf, so the others cannot be found`,
    );
  }
  const nameOf = (part: number): string =>
    path.join(
      path.dirname(file),
      `${String(match[1])}-${String(part).padStart(5, "0")}-of-${total}.gguf`,
    );
  if (number !== 0) {
    throw unsupportedGguf(
      file,
      `is not the first of a model's ${String(numParts)} files; open ${nameOf(1)}`,
    );
  }
  return Array.from({ length: numParts - 1 }, (_, i) => nameOf(i + 2));
}

function checkPart(metadata: GgufMetadata, number: number, numParts: number): void {
  if (
    metadata.number("split.no", -1) !== number ||
    metadata.number("split.count", -1) !== numParts
  ) {
    throw corruptGguf(
      metadata.path,
      `does not say that it is file ${String(number + 1)} of ${String(numParts)}, as its name does`,
    );
  }
}

function mergeTables(parts: readonly Part[]): ReadonlyMap<string, GgufTensorEntry> {
  const tensors = new Map<string, GgufTensorEntry>();
  for (const { file, header, metadata } of parts) {
    const key = "general.alignment";
    const alignment = metadata.size(key, { fallback: 32, most: maxAlignment });
    if ((alignment & (alignment - 1)) !== 0) throw metadata.bad(key, "must be a power of two");
    for (const [name, entry] of ggufTensorTable(file, header, alignment)) {
      if (tensors.has(name)) {
        throw corruptGguf(
          file.path,
          `holds the tensor ${quoted(name)}, which another file of the model holds too`,
        );
      }
      tensors.set(name, entry);
    }
  }
  return tensors;
}
