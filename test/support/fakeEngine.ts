import type { Outcome } from "../../src/core/complete/outcome";
import type { CompletionOptions, CompletionRequest } from "../../src/core/complete/request";

/** One question that the fake engine was asked. */
export interface EngineCall {
  readonly request: CompletionRequest;
  readonly options: CompletionOptions;
  readonly answer: (outcome: Outcome) => void;
  readonly fail: (error: Error) => void;
}

/** An engine that answers when the test says so, and, like the true one, at once when a request is withdrawn. */
export class FakeEngine {
  readonly calls: EngineCall[] = [];

  complete(
    request: CompletionRequest,
    options: CompletionOptions,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const cancelled: Outcome = { kind: "none", reason: "cancelled" };
      signal?.addEventListener("abort", () => {
        resolve(cancelled);
      });
      if (signal?.aborted === true) resolve(cancelled);
      this.calls.push({ request, options, answer: resolve, fail: reject });
    });
  }

  /** The latest call. */
  get last(): EngineCall {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error("the engine was not asked");
    return call;
  }
}
