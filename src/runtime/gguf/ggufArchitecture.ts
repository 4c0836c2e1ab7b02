import { quoted } from "../../core/quoted";
import type { Architecture, DecoderConfig } from "../architecture/decoderConfig";
import { unsupportedGguf } from "./ggufErrors";
import type { GgufMetadata } from "./ggufMetadata";

/** What a family computes, whatever its sizes. */
export interface GgufArchitecture {
  /** The beginning of its keys in the metadata. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly normKind: DecoderConfig["norm"]["kind"];
  readonly activation: DecoderConfig["activation"];
  readonly hasGate: boolean;
  readonly hasQkNorm: boolean;
  /** Whether the embedding is multiplied by the root of its width. */
  readonly scalesEmbedding: boolean;
  /** Whether the metadata may hold multipliers. */
  readonly hasMultipliers: boolean;
  /** Whether rows of queries and keys are turned in pairs (2i, 2i + 1): llama.cpp's "norm" kind of rotary positions. */
  readonly hasPairedRows: boolean;
}

const llama: GgufArchitecture = {
  name: "llama",
  architecture: "LlamaForCausalLM",
  normKind: "rms",
  activation: "silu",
  hasGate: true,
  hasQkNorm: false,
  scalesEmbedding: false,
  hasMultipliers: false,
  hasPairedRows: true,
};
const qwen2: GgufArchitecture = {
  ...llama,
  name: "qwen2",
  architecture: "Qwen2ForCausalLM",
  hasPairedRows: false,
};

/** Mistral's files call themselves llama. */
const known: readonly GgufArchitecture[] = [
  llama,
  qwen2,
  { ...qwen2, name: "qwen3", architecture: "Qwen3ForCausalLM", hasQkNorm: true },
  { ...llama, name: "granite", architecture: "GraniteForCausalLM", hasMultipliers: true },
  {
    ...qwen2,
    name: "starcoder2",
    architecture: "Starcoder2ForCausalLM",
    normKind: "layer",
    activation: "gelu-tanh",
    hasGate: false,
  },
  {
    ...qwen2,
    name: "gemma",
    architecture: "GemmaForCausalLM",
    activation: "gelu-tanh",
    scalesEmbedding: true,
  },
];

/**
 * The family that a file says it is of.
 *
 * @throws model/unsupported naming a family that Foretype cannot run, or a file that is no model
 */
export function ggufArchitecture(metadata: GgufMetadata): GgufArchitecture {
  const kind = metadata.optionalString("general.type") ?? "model";
  if (kind !== "model") {
    throw unsupportedGguf(metadata.path, `holds no model but a part of the kind ${quoted(kind)}`);
  }
  const name = metadata.string("general.architecture");
  const architecture = known.find((candidate) => candidate.name === name);
  if (architecture !== undefined) return architecture;
  throw unsupportedGguf(
    metadata.path,
    `is of the architecture ${quoted(name)}, which Foretype cannot run; it runs ${known.map((each) => each.name).join(", ")}`,
  );
}
