import type { FimFormat } from "./fimFormat";

/**
 * How weights are stored in the graph that is built. `auto`: the codes of a quantised file as they are wherever the graph can
 * hold them, 8 bits elsewhere. `fp32`: 32-bit floats. `int8`, `int4`: everything coded anew in blocks of 32.
 */
export type Precision = "auto" | "fp32" | "int8" | "int4";

export const precisions: readonly Precision[] = ["auto", "fp32", "int8", "int4"];

/** Where a model's parts are. Absolute paths. */
export type ModelFiles =
  /** `weights`: one or many `.safetensors`, each tensor in one of them. */
  | {
      readonly kind: "hugging-face";
      readonly config: string;
      readonly tokenizer: string;
      readonly weights: readonly string[];
    }
  /** `otherParts`: the files behind the first one of a model that was cut into several. */
  | { readonly kind: "gguf"; readonly file: string; readonly otherParts?: readonly string[] }
  /** A graph that somebody else has exported, with its own weights beside it. */
  | {
      readonly kind: "onnx";
      readonly graph: string;
      readonly config: string;
      readonly tokenizer: string;
    };

/** A model on disk whose files have been found. */
export interface ModelSource {
  /** As the user names it: an id of the manifest, or a path. */
  readonly id: string;
  readonly name: string;
  /** SPDX identifier, where it is known. */
  readonly licence?: string;
  readonly files: ModelFiles;
  /** One hash over all files: the key of everything that is built from them. */
  readonly sha256: string;
  /** How it wants to be asked; found in its vocabulary if left out. */
  readonly format?: FimFormat;
  /** Positions to use at most; what the model's own configuration says if left out. */
  readonly contextLength?: number;
  /** Languages the model was trained on, as VS Code language ids; empty if unknown. */
  readonly languages: readonly string[];
}
