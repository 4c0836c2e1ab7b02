import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { onnx } from "onnx-proto";
import { ForetypeError } from "../../core/errors";
import { corruptExport, quoted, unsupportedExport } from "./exportErrors";

/** Where the bytes of a tensor lie: in the graph's own file, or in one beside it. */
export interface WeightPlace {
  readonly path: string;
  readonly offset: number;
  readonly byteLength: number;
}

/**
 * Where the bytes of a tensor lie that is not in the graph's file. It may name a file of the same folder only: a graph comes
 * from somebody else, and must not make us read what it likes.
 *
 * @param byteLength what its type and shape say
 * @param graphPath of the graph's file
 * @throws model/unsupported, model/missing or model/corrupt
 */
export async function placeOf(
  tensor: onnx.ITensorProto,
  byteLength: number,
  graphPath: string,
): Promise<WeightPlace> {
  const entries = new Map(tensor.externalData?.map(({ key, value }) => [key ?? "", value ?? ""]));
  const location = entries.get("location") ?? "";
  const name = location.startsWith("./") ? location.slice(2) : location;
  const tensorName = quoted(tensor.name ?? "");
  if (!isPlainName(name)) {
    throw unsupportedExport(
      graphPath,
      `keeps ${tensorName} in ${quoted(location)}, and weights are read from the graph's own folder only`,
    );
  }
  const offset = numberIn(entries.get("offset") ?? "0");
  const length = numberIn(entries.get("length") ?? String(byteLength));
  if (offset === undefined || length !== byteLength) {
    throw corruptExport(graphPath, `does not say where ${tensorName} lies, or how long it is`);
  }
  const file = path.join(path.dirname(graphPath), name);
  if (offset + length > (await sizeOf(file, graphPath))) {
    throw corruptExport(file, `ends before ${tensorName}`);
  }
  return { path: await realpath(file), offset, byteLength };
}

function isPlainName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\:\0]/.test(name);
}

/** A number written out; `undefined` if it is none, or too large for a file. */
function numberIn(text: string): number | undefined {
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

async function sizeOf(file: string, graphPath: string): Promise<number> {
  try {
    const status = await stat(file);
    if (status.isFile()) return status.size;
  } catch (cause) {
    throw missing(file, graphPath, cause);
  }
  throw missing(file, graphPath);
}

function missing(file: string, graphPath: string, cause?: unknown): ForetypeError {
  return new ForetypeError(
    "model/missing",
    `${file} is missing, where ${graphPath} keeps weights. Get the model again.`,
    { cause },
  );
}
