/** How long the engine may be silent before it counts as hung, in milliseconds. */
export interface EngineLimits {
  /** From the fork to the first word. */
  readonly startMs: number;
  /** Opening a model, without a word on how far it is. */
  readonly loadMs: number;
  /** Answering one request, the wait for its turn included. */
  readonly requestMs: number;
}

export const defaultLimits: EngineLimits = { startMs: 20_000, loadMs: 300_000, requestMs: 120_000 };
