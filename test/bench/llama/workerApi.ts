/** What the comparison asks of a process that holds one engine with one model. */
export type WorkerRequest =
  /** Loads the model. */
  | {
      readonly kind: "open";
      readonly model: string;
      readonly threads: number;
      readonly precision: string;
      readonly cacheFolder: string;
    }
  /** Forgets everything, then feeds a prompt and writes on greedily. */
  | {
      readonly kind: "run";
      readonly prompt: readonly number[];
      readonly numTokens: number;
      readonly strategy: string;
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
