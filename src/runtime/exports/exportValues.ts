import type { onnx } from "onnx-proto";
import { quoted, unsupportedExport } from "./exportErrors";
import type { OnnxFile } from "./onnxFile";
import { dataTypes } from "./tensorTypes";
import { wholeNumber } from "./wholeNumber";

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  /** Number of the type in ONNX's `TensorProto.DataType`. */
  readonly dataType: number;
  /** `undefined` for a size that is known at run time only. */
  readonly dims: readonly (number | undefined)[];
}

/** Keys or values of the cache, [1, kvHeads, rows, D], by layer. */
export interface CacheValues {
  readonly key: GraphValue;
  readonly value: GraphValue;
}

/** What a decoder's inputs and outputs are, whatever they are called. */
export interface ExportValues {
  readonly inputIds: GraphValue;
  readonly positionIds: GraphValue | undefined;
  readonly attentionMask: GraphValue | undefined;
  /** Whether there are rows in the cache: an input of graphs that were merged from two. */
  readonly useCacheBranch: GraphValue | undefined;
  /** How many logits to compute from the end; 0 is all. */
  readonly numLogits: GraphValue | undefined;
  readonly past: readonly CacheValues[];
  readonly present: readonly CacheValues[];
  /** [1, S, V] */
  readonly logits: GraphValue;
}

/** One name each, by its end: exporters put words in front. */
const patterns = {
  inputIds: /(^|[./_])input_ids$/,
  positionIds: /(^|[./_])position_ids$/,
  attentionMask: /(^|[./_])attention_mask$/,
  useCacheBranch: /^use_cache_branch$/,
  numLogits: /^(num_)?logits_to_keep$/,
} as const;

/** The layer, and whether it is the key: `past_key_values.3.key`, `past_3_value`, `present.3.key`. */
const cachePattern = /[^\d](\d{1,3})[._](key|value)s?$/;

/**
 * Finds a decoder's inputs and outputs by the patterns of their names, as optimum and onnxruntime-genai write them.
 *
 * @throws model/unsupported naming what is missing, or an input that nobody would know how to feed
 */
export function findExportValues(file: OnnxFile): ExportValues {
  const inputs = file.inputs.filter(({ name }) => !file.weights.has(name ?? "")).map(valueOf);
  const outputs = file.outputs.map(valueOf);
  const known = new Set<GraphValue>();
  const find = (pattern: RegExp): GraphValue | undefined => {
    const found = inputs.find(({ name }) => pattern.test(name));
    if (found !== undefined) known.add(found);
    return found;
  };
  const inputIds = find(patterns.inputIds);
  if (inputIds === undefined) throw unsupportedExport(file.path, "has no input for tokens");
  const past = cacheOf(inputs, file, "takes");
  const present = cacheOf(outputs, file, "returns");
  if (past.length !== present.length) {
    throw unsupportedExport(
      file.path,
      `takes a cache of ${String(past.length)} layers and returns one of ${String(present.length)}`,
    );
  }
  for (const { key, value } of past) known.add(key).add(value);
  const logits = outputs.find(({ name }) => /(^|[./_])logits$/.test(name));
  if (logits?.dims.length !== 3 || logits.dims[1] === 1) {
    throw unsupportedExport(file.path, "does not return the logits of all tokens");
  }
  const values = {
    inputIds,
    positionIds: find(patterns.positionIds),
    attentionMask: find(patterns.attentionMask),
    useCacheBranch: find(patterns.useCacheBranch),
    numLogits: find(patterns.numLogits),
    past,
    present,
    logits,
  };
  const unknown = inputs.find((input) => !known.has(input));
  if (unknown !== undefined) {
    throw unsupportedExport(
      file.path,
      `wants the input ${quoted(unknown.name)}, which Foretype does not know`,
    );
  }
  return values;
}

function cacheOf(
  values: readonly GraphValue[],
  file: OnnxFile,
  verb: string,
): readonly CacheValues[] {
  const found = new Map<string, GraphValue>();
  for (const value of values) {
    const match = cachePattern.exec(value.name);
    if (match === null || value.dims.length !== 4) continue;
    const [, layer = "", kind = ""] = match;
    const place = `${String(Number(layer))}.${kind}`;
    if (found.has(place)) {
      throw unsupportedExport(file.path, `${verb} the cache ${quoted(value.name)} twice`);
    }
    found.set(place, value);
  }
  const layers: CacheValues[] = [];
  for (let layer = 0; layer < found.size / 2; layer++) {
    const key = found.get(`${String(layer)}.key`);
    const value = found.get(`${String(layer)}.value`);
    if (key === undefined || value === undefined) {
      throw unsupportedExport(file.path, `${verb} no whole cache of layer ${String(layer)}`);
    }
    checkCacheType(key, file);
    checkCacheType(value, file);
    layers.push({ key, value });
  }
  if (layers.length > 0) return layers;
  throw unsupportedExport(
    file.path,
    `${verb} no keys and values for each layer, without which every token would cost the whole text. Export it with its cache ("with past")`,
  );
}

function checkCacheType({ name, dataType }: GraphValue, { path }: OnnxFile): void {
  const { float32, float16, bfloat16 } = dataTypes;
  if (dataType === float32 || dataType === float16 || dataType === bfloat16) return;
  throw unsupportedExport(
    path,
    `keeps the cache ${quoted(name)} in a type other than float32, float16 and bfloat16`,
  );
}

function valueOf({ name, type }: onnx.IValueInfoProto): GraphValue {
  const tensor = type?.tensorType;
  return {
    name: name ?? "",
    dataType: tensor?.elemType ?? 0,
    dims: (tensor?.shape?.dim ?? []).map(({ dimValue }) => {
      const size = wholeNumber(dimValue);
      return Number.isSafeInteger(size) && size > 0 ? size : undefined;
    }),
  };
}
