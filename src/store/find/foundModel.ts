import type { ModelFiles } from "../../core/model/modelSource";

/** Who keeps models there. */
export type ModelPlace =
  "downloads" | "ollama" | "lm-studio" | "llama.cpp" | "hugging-face" | "folder";

/** A model that lies on this machine. Nothing of it has been read but names and sizes. */
export interface FoundModel {
  /** Names it wherever a model is asked for; stays the same as long as it lies where it lies. */
  readonly id: string;
  readonly name: string;
  readonly place: ModelPlace;
  /** Of a GGUF file (the first of its parts, if there are several) or of a folder. */
  readonly path: string;
  readonly kind: ModelFiles["kind"];
  /** Of all its files. */
  readonly bytes: number;
}

/** A folder or file that was left out, and why. */
export interface SkippedPath {
  readonly path: string;
  /** A sentence. */
  readonly reason: string;
}

/** What one place has, before it is compared with what others have. */
export interface Candidate {
  /** As its place names it; ids are made of it. */
  readonly name: string;
  readonly place: ModelPlace;
  readonly path: string;
  readonly kind: ModelFiles["kind"];
  /** All files that it consists of. */
  readonly files: readonly string[];
}

/** What is reported while places are searched. */
export interface Findings {
  readonly candidates: Candidate[];
  readonly skipped: SkippedPath[];
}
