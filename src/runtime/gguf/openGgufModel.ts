import type { DecoderConfig } from "../architecture/decoderConfig";
import type { TensorSource } from "../checkpoint/tensorSource";
import { ggufArchitecture } from "./ggufArchitecture";
import { ggufConfig } from "./ggufConfig";
import type { GgufMetadata } from "./ggufMetadata";
import { openGgufParts } from "./ggufParts";
import { GgufTensors } from "./ggufTensors";
import { readRopeFactors } from "./readRopeFactors";

/** What a GGUF file computes, and its weights. */
export interface GgufModel {
  readonly metadata: GgufMetadata;
  readonly config: DecoderConfig;
  readonly tensors: TensorSource;
  /** Closes its files. */
  close(): Promise<void>;
}

/**
 * Opens a model in GGUF form, one file or the first of several, without its tokenizer.
 *
 * @throws model/bad-config, model/unsupported, model/corrupt or model/missing naming the file
 */
export async function openGgufModel(file: string): Promise<GgufModel> {
  const parts = await openGgufParts(file);
  try {
    const { metadata, tensors } = parts;
    const config = ggufConfig(metadata, tensors, await readRopeFactors(tensors));
    const { hasPairedRows } = ggufArchitecture(metadata);
    return {
      metadata,
      config,
      tensors: new GgufTensors(file, tensors, hasPairedRows ? config.headDim : undefined),
      close: () => parts.close(),
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
