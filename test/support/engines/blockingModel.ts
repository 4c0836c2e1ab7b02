import type { LanguageModel, StepOutput } from "../../../src/core/model/languageModel";
import type { TokenTree } from "../../../src/core/tree/tokenTree";

/** A model that says nothing and, like onnxruntime, blocks the thread of JavaScript while it computes. */
export class BlockingModel implements LanguageModel {
  readonly vocabSize = 1;
  readonly maxLength = 1;
  readonly runsTrees = true;
  readonly cachedLength = 0;
  readonly #passMs: number;

  constructor(passMs: number) {
    this.#passMs = passMs;
  }

  forward(tree: TokenTree): Promise<StepOutput> {
    return new Promise((resolve) => {
      setImmediate(() => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, this.#passMs);
        resolve({ tree, cachedLength: 0, row: unknown, fullRow: unknown });
      });
    });
  }

  keepBranches(): void {
    unknown();
  }

  keep(): void {
    unknown();
  }

  truncate(): void {
    unknown();
  }
}

function unknown(): never {
  throw new Error("the blocking model computes nothing");
}
