import { createHash } from "node:crypto";
import type { ModelSource, Precision } from "../core/model/modelSource";
import type { DecoderConfig } from "./architecture/decoderConfig";
import type { GraphIdentity } from "./built/builtModels";
import { builderVersion } from "./graph/decoderGraph";
import { positionsOf } from "./positionsOf";

/** Names the graph that is built of a model at a precision: another hash, another graph. */
export function graphIdentity(
  source: ModelSource,
  config: DecoderConfig,
  {
    precision,
    numLayers,
    head,
  }: {
    readonly precision: Precision;
    readonly numLayers?: number | undefined;
    readonly head?: Int32Array | undefined;
  },
): GraphIdentity {
  const maxLength = String(positionsOf(source, config));
  // A part stands beside the model's own graph and does not take its place.
  const layers = numLayers === undefined ? "" : `.${String(numLayers)}-layers`;
  const tokens = head === undefined ? "" : `.${String(head.length)}-tokens`;
  const part = layers + tokens;
  const parts = [String(builderVersion), source.sha256, maxLength, precision];
  if (part !== "") parts.push(part);
  const key = createHash("sha256").update(parts.join("\n")).digest("hex");
  return { id: `${source.id}${part}`, precision, key };
}
