import type { LanguageModel, StepOutput } from "../core/model/languageModel";
import type { Clock } from "../core/ports";
import { chainTree } from "../core/tree/chainTree";

/** Milliseconds of a model on this machine. */
export interface Speed {
  readonly msPerToken: number;
  readonly msPerPromptToken: number;
}

const numPromptTokens = 32;
const numTokens = 4;

/**
 * A short trial: a prompt of 32 tokens, then 4 tokens one by one. It is the first work that the model does, so it also takes
 * what the first passes cost more off the first request. The cache is as empty afterwards as it was before.
 *
 * @param model with an empty cache
 */
export async function measureSpeed(model: LanguageModel, clock: Clock): Promise<Speed> {
  const length = Math.min(numPromptTokens, model.maxLength - numTokens - 1);
  if (length < 1) return { msPerToken: 0, msPerPromptToken: 0 };
  const timed = async (chain: Int32Array, rows: Int32Array): Promise<number> => {
    const begunMs = clock.now();
    keepAll(model, await model.forward(chainTree(chain), rows));
    return clock.now() - begunMs;
  };
  const prompt = Int32Array.from({ length }, (_, i) => i % model.vocabSize);
  const one = Int32Array.of(0);
  try {
    await timed(one, one);
    model.truncate(0);
    const promptMs = await timed(prompt, Int32Array.of());
    const times: number[] = [];
    for (let i = 0; i < numTokens; i++) times.push(await timed(one, one));
    return { msPerToken: Math.min(...times), msPerPromptToken: promptMs / length };
  } finally {
    model.truncate(0);
  }
}

function keepAll(model: LanguageModel, step: StepOutput): void {
  model.keep(
    step,
    Int32Array.from({ length: step.tree.size }, (_, node) => node),
  );
}
