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
  /** Asked after each fresh key whether to go on; may take its time. */
  readonly wantsMore?: () => Promise<boolean>;
}

/** What a text says about a key. */
export interface WatermarkFinding {
  /** Probability of a fit as good by chance. */
  readonly pValue: number;
  /** Fresh keys that the text was compared with: fewer than asked for if the test was ended. */
  readonly numNullKeys: number;
}

/**
 * The p-value of "this text knows nothing of the key": the share of fresh keys, the key itself counted among them, that fit the
 * text at least as well. Exact for any text that was written without the key, because all keys are alike to it. Needs no model.
 *
 * @param tokens [m], m >= 1, as they were drawn: another tokenization of the same text hides the mark
 * Source: Kuditipudi et al. 2023, arXiv:2307.15593, the permutation test of its section 2.2.
 */
export async function detectWatermark(
  tokens: Int32Array,
  test: WatermarkTest,
): Promise<WatermarkFinding> {
  const statisticOf = (key: string): number => {
    const noise = new WatermarkNoise(
      key,
      test.keyLength === undefined ? {} : { length: test.keyLength },
    );
    return watermarkStatistic(tokens, noise, test);
  };
  const own = statisticOf(test.key);
  let numAsGood = 0;
  let numNullKeys = 0;
  while (numNullKeys < test.numNullKeys) {
    if (statisticOf(freshKey(test.key, numNullKeys)) <= own) numAsGood += 1;
    numNullKeys += 1;
    if ((await test.wantsMore?.()) === false) break;
  }
  return { pValue: (1 + numAsGood) / (numNullKeys + 1), numNullKeys };
}

/** Keys that nobody types, others for each key that is tested. */
function freshKey(key: string, index: number): string {
  return `\u0000fresh ${String(index)} ${key}`;
}
