/**
 * Codes of everything that can go wrong. A code, not a class, because codes survive a process boundary.
 * `user/*` is shown once with what to do; `model/*` refuses a model and names the file;
 * `engine/*` leads to a restart; `invariant` is a defect of ours.
 */
export type ErrorCode =
  | "user/bad-argument"
  | "user/bad-setting"
  | "user/unsupported-platform"
  | "user/disk-full"
  | "user/cancelled"
  | "user/offline"
  | "model/missing"
  | "model/corrupt"
  | "model/bad-shape"
  | "model/bad-config"
  | "model/bad-tokenizer"
  | "model/unsupported"
  | "engine/down"
  | "engine/crashed"
  | "engine/timeout"
  | "engine/protocol"
  | "invariant";

/** The one error of this project: a code for programs, a sentence for people that says what to do. */
export class ForetypeError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "ForetypeError";
    this.code = code;
  }
}

/** Throws `invariant` when a thing that our own code guarantees does not hold. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ForetypeError("invariant", message);
}

/** The sentence to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
