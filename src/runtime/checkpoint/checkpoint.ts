import type { DecoderConfig } from "../architecture/decoderConfig";
import type { TokenizerFile } from "../tokenizer/tokenizerFile";
import type { TensorSource } from "./tensorSource";

/** A model on disk in whatever format: what it computes, how it writes text, and its weights. */
export interface Checkpoint {
  /** Named in errors. */
  readonly path: string;
  /** Named in errors about tokens: the file that `tokenizer` was read from. */
  readonly tokenizerPath: string;
  readonly config: DecoderConfig;
  readonly tokenizer: TokenizerFile;
  readonly tensors: TensorSource;
  /** Closes its files. */
  close(): Promise<void>;
}
