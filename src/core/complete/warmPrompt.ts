import { unconstrained } from "../constrain/unconstrained";
import { TimedChunks, type ChunkSize } from "../decode/chunkSize";
import type { Decoder } from "../decode/decoder";
import { findStrategy } from "../decode/strategies";
import type { Cancellation } from "../ports";
import { noRules } from "../sample/samplingRules";
import type { PreparedPrompt } from "./promptMaker";
import type { CompletionOptions, CompletionRequest } from "./request";
import { withOneLineEnd } from "./withOneLineEnd";

/** How much of a prompt is in the model's cache. */
export interface Warmth {
  /** Tokens from the prompt's beginning whose rows are there. */
  readonly numTokens: number;
  /** Whether those are all that can be there before decoding begins. */
  readonly isComplete: boolean;
}

/** Measurements bring decoders that only decode. */
type WarmDecoder = Pick<Decoder, "decode"> & Partial<Pick<Decoder, "numCached">>;

/** Who types waits no longer than this for a prompt that is being fed. */
const mostChunkMs = 50;

/**
 * Feeds prompts before they are asked for. Between two chunks it looks whether it is still wanted; whatever was fed by then
 * stays in the cache, where the next request finds it.
 */
export class PromptWarmer {
  readonly #decoder: WarmDecoder;
  readonly #prepare: (request: CompletionRequest, options: CompletionOptions) => PreparedPrompt;
  /** Lasts, for the next prompt is fed to the same model on the same machine. */
  readonly #chunks = new TimedChunks(mostChunkMs);

  constructor(parts: {
    readonly decoder: WarmDecoder;
    readonly prepare: (request: CompletionRequest, options: CompletionOptions) => PreparedPrompt;
  }) {
    this.#decoder = parts.decoder;
    this.#prepare = parts.prepare;
  }

  /** @throws user/bad-argument if an option is out of range */
  async warm(
    request: CompletionRequest,
    options: CompletionOptions,
    cancellation: Cancellation,
  ): Promise<Warmth> {
    if ((request.prefix + request.suffix).trim() === "") return { numTokens: 0, isComplete: true };
    if (cancellation.isCancelled) return { numTokens: 0, isComplete: false };
    const { tokens: prompt, hints } = this.#prepare(request, options);
    const mostTokens = prompt.length - 1;
    // Nothing is forgotten then of what stands behind it: a suggestion that was made there may be accepted.
    if (this.#decoder.numCached?.(prompt) === mostTokens) {
      return { numTokens: mostTokens, isComplete: true };
    }
    let numFed = 0;
    const { stoppedBy, stats } = await this.#decoder.decode({
      prompt,
      constraint: unconstrained,
      numHeldBytes: 0,
      stopRule: { check: () => undefined },
      // Its drafter learns from the prompt's rows, as it would in a request.
      strategy: findStrategy(options.strategy),
      temperature: 0,
      seed: 0,
      sampling: noRules,
      maxTokens: 0,
      timeBudgetMs: Number.POSITIVE_INFINITY,
      cancellation,
      document: withOneLineEnd(request),
      hints,
      isGentle: true,
      chunks: counting(this.#chunks, (numTokens) => {
        numFed += numTokens;
      }),
    });
    return {
      numTokens: stats.numReusedTokens + numFed,
      isComplete: stoppedBy === "maxTokens",
    };
  }
}

function counting(chunks: ChunkSize, onChunk: (numTokens: number) => void): ChunkSize {
  return {
    get numTokens() {
      return chunks.numTokens;
    },
    took: (numTokens, ms) => {
      chunks.took(numTokens, ms);
      onChunk(numTokens);
    },
  };
}
