import type { CompletionCase } from "../../../src/core/check/completionCase";

/** What the comparison asks of a process that holds one engine with one model. */
export type WorkerRequest =
  /** Loads the model. */
  | {
      readonly kind: "open";
      readonly model: string;
      readonly threads: number;
      readonly precision: string;
      readonly cacheFolder: string;
      /** A smaller model of the same vocabulary that may draft. */
      readonly draft?: string;
      /** Most positions; 2048 if left out. llama.cpp only. */
      readonly contextSize?: number;
    }
  /** The prompt that Foretype makes of a place in code, and the tokens that end a text behind it. Foretype only. */
  | {
      readonly kind: "prompt";
      readonly place: CompletionCase;
      readonly maxPromptTokens: number;
    }
  /**
   * Forgets the text before, but not what drafters learnt from it, then feeds a prompt and writes on greedily, up to a token that ends
   * the text.
   */
  | {
      readonly kind: "run";
      readonly prompt: readonly number[];
      readonly numTokens: number;
      readonly strategy: string;
      /** Tokens that end the text, beside those that the engine knows itself; none if left out. */
      readonly endTokens?: readonly number[];
    }
  /** Forgets everything if `isCold`, then feeds a prompt, keeping what it shares with the last one, and writes one token. */
  | { readonly kind: "first"; readonly prompt: readonly number[]; readonly isCold: boolean }
  /** The most probable tokens behind a prompt, with their logits. Foretype only. */
  | { readonly kind: "row"; readonly prompt: readonly number[] }
  /** Tokens of a text. */
  | {
      readonly kind: "tokens";
      readonly text: string;
      /** Whether marks in it count as such. */ readonly hasMarks: boolean;
    };

export interface WorkerReply {
  readonly tokens?: readonly number[];
  readonly endTokens?: readonly number[];
  readonly prefillMs?: number;
  readonly decodeMs?: number;
  /** Resident memory, bytes. */
  readonly memory: number;
  readonly logits?: readonly number[];
}

/** Answers every message of the parent, in order. */
export function serve(
  handle: (request: WorkerRequest) => Promise<Omit<WorkerReply, "memory">>,
): void {
  process.on("message", (request: WorkerRequest) => {
    handle(request).then(
      (reply) => process.send?.({ ...reply, memory: process.memoryUsage().rss }),
      (error: unknown) => {
        process.stderr.write(
          `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
        process.exit(1);
      },
    );
  });
}
