import type { DraftRequest } from "./drafter";

/** Between two parts of a text: no token, and it stands nowhere else. */
const separator = -1;

/**
 * The request's text up to the cursor. A prompt has other parts behind it and ends with a mark where a line begins; it is taken as
 * it is where nothing else is known.
 */
export function textBefore(prompt: Int32Array, request: DraftRequest): Int32Array {
  return request.before ?? prompt;
}

/**
 * The request's text in the order in which what is generated goes on from its end: first what stands behind the cursor, then a
 * separator, then what stands before it.
 */
export function ownText(prompt: Int32Array, request: DraftRequest): Int32Array {
  const { before, suffix } = request;
  if (before === undefined || suffix === undefined) return textBefore(prompt, request);
  return Int32Array.from([...suffix, separator, ...before]);
}
