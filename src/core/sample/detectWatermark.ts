import { WatermarkNoise } from "./watermarkNoise";
import { watermarkStatistic } from "./watermarkStatistic";

/** Whose watermark to look for, and how. */
export interface WatermarkTest {
  readonly key: string;
  /** Number T of fresh keys to compare with; no p-value is below 1 / (T + 1). */
  readonly numNullKeys: number;
  /** Tokens that are judged together: no more than the marked stretches have. */
  readonly blockTokens: number;
  /** Positions of the key's sequence; that of `WatermarkNoise` if left out. */
  readonly keyLength?: number;
  /** Called after each fresh key; may wait, or throw to end the test. */
  readonly afterNullKey?: () => Promise<void> | void;
}

/**
 * The p-value of "this text knows nothing of the key": the share of fresh keys, the key itself counted among them, that fit the
 * text at least as well. Exact for any text that was written without the key, because all keys are alike to it. Needs no model.
 *
 * @param tokens [m], m >= 1, as they were drawn: another tokenization of the same text hides the mark
 * Source: Kuditipudi et al. 2023, arXiv:2307.15593, the permutation test of its section 2.2.
 */
export async function detectWatermark(tokens: Int32Array, test: WatermarkTest): Promise<number> {
  const statisticOf = (key: string): number => {
    const noise = new WatermarkNoise(
      key,
      test.keyLength === undefined ? {} : { length: test.keyLength },
    );
    return watermarkStatistic(tokens, noise, test);
  };
  const own = statisticOf(test.key);
  let numAsGood = 0;
  for (let i = 0; i < test.numNullKeys; i++) {
    if (statisticOf(freshKey(test.key, i)) <= own) numAsGood += 1;
    await test.afterNullKey?.();
  }
  return (1 + numAsGood) / (test.numNullKeys + 1);
}

/** Keys that nobody types, others for each key that is tested. */
function freshKey(key: string, index: number): string {
  return `\u0000fresh ${String(index)} ${key}`;
}
