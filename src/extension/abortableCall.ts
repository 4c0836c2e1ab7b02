import type { Outcome } from "../core/complete/outcome";
import type { Call } from "../protocol/rpcClient";

/** The call's result; the other side is told when `signal` aborts, and says what comes of it. */
export async function untilAborted<Result>(
  call: Call<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const cancel = (): void => {
    call.cancel();
  };
  if (signal?.aborted === true) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await call.result;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/**
 * The answer, or `cancelled` as soon as `signal` aborts.
 *
 * @param answer never rejects
 * @param onAbort called then
 */
export function unlessAborted(
  answer: Promise<Outcome>,
  signal: AbortSignal | undefined,
  onAbort: () => void,
): Promise<Outcome> {
  if (signal === undefined) return answer;
  return new Promise((resolve) => {
    const abort = (): void => {
      onAbort();
      resolve({ kind: "none", reason: "cancelled" });
    };
    signal.addEventListener("abort", abort, { once: true });
    void answer.then((outcome) => {
      signal.removeEventListener("abort", abort);
      resolve(outcome);
    });
  });
}
