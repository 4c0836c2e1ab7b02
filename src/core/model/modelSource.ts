import type { FimFormat } from "./fimFormat";

/** How weights are stored in the graph that is built: 32-bit floats, or 8- or 4-bit codes in blocks of 32. */
export type Precision = "fp32" | "int8" | "int4";

/** A model on disk whose files have been found and whose checksums have been compared with the manifest. */
export interface ModelSource {
  readonly id: string;
  readonly name: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Absolute paths. */
  readonly files: {
    readonly config: string;
    readonly tokenizer: string;
    readonly weights: string;
  };
  /** One hash over all files: the key of everything that is built from them. */
  readonly sha256: string;
  readonly format: FimFormat;
  /** Positions the model was trained for. */
  readonly contextLength: number;
  /** Languages the model was trained on, as VS Code language ids. */
  readonly languages: readonly string[];
}
