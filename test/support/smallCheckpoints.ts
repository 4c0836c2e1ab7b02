import { readFileSync } from "node:fs";
import path from "node:path";
import type { ModelFiles, ModelSource } from "../../src/core/model/modelSource";

/** Where test/reference/makeCheckpoints.py writes to. */
export const checkpointsFolder = path.join(import.meta.dirname, "../fixtures/checkpoints");

/** A checkpoint of test/fixtures/checkpoints. Paths are relative to there. */
interface Entry {
  readonly name: string;
  /** Whose logits it must have. */
  readonly logits: string;
}
interface HuggingFaceEntry extends Entry {
  readonly config: string;
  readonly tokenizer: string;
  readonly weights: readonly string[];
}
interface GgufEntry extends Entry {
  readonly gguf: string;
  /** Of its matrices. */
  readonly type: string;
}

export type SmallCheckpoint = HuggingFaceEntry | GgufEntry;

const { tokens, checkpoints } = JSON.parse(
  readFileSync(path.join(checkpointsFolder, "checkpoints.json"), "utf8"),
) as { readonly tokens: readonly number[]; readonly checkpoints: readonly SmallCheckpoint[] };

export const smallCheckpoints = checkpoints;

/** The text whose logits are known. */
export const referenceTokens = Int32Array.from(tokens);

/** V of all small checkpoints. */
const smallVocabularySize = 288;

export function sourceOf(checkpoint: SmallCheckpoint): ModelSource {
  const { name } = checkpoint;
  const files = filesOf(checkpoint);
  return { id: name, name, files, sha256: name, languages: [] };
}

function filesOf(checkpoint: SmallCheckpoint): ModelFiles {
  const inFolder = (file: string): string => path.join(checkpointsFolder, file);
  if ("gguf" in checkpoint) return { kind: "gguf", file: inFolder(checkpoint.gguf) };
  return {
    kind: "hugging-face",
    config: inFolder(checkpoint.config),
    tokenizer: inFolder(checkpoint.tokenizer),
    weights: checkpoint.weights.map(inFolder),
  };
}

/** The logits behind each of `referenceTokens` by the reference in numpy and 64-bit floats, [tokens][V]. */
export function referenceLogits({ logits }: SmallCheckpoint): readonly Float32Array[] {
  const bytes = readFileSync(path.join(checkpointsFolder, "logits", `${logits}.bin`));
  const all = new Float32Array(Uint8Array.from(bytes).buffer);
  return Array.from(referenceTokens, (_, i) =>
    all.subarray(i * smallVocabularySize, (i + 1) * smallVocabularySize),
  );
}
