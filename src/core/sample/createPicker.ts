import { KeyedCoins } from "./coins";
import { GreedyPicker, greedyPicker } from "./greedyPicker";
import { KeyedNoise } from "./keyedNoise";
import type { Repetition } from "./repetition";
import { checkRules, type SamplingRules } from "./samplingRules";
import { TemperaturePicker } from "./temperaturePicker";
import type { TokenPicker } from "./tokenPicker";
import { truncationRules } from "./truncation";
import { WatermarkNoise } from "./watermarkNoise";

/** With a watermark, streams are places of the key's sequence, this far apart so that short texts do not meet. */
const STREAM_STRIDE = 32;

/** What a request says about choosing tokens, and what its picker has to know. */
export interface PickerOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Seed of the keyed noise; it also says where in a watermark's key the text begins. */
  readonly seed: number;
  /** Stream of the keyed noise; that of the text's tokens if left out. */
  readonly stream?: number;
  readonly sampling: SamplingRules;
  readonly vocabSize: number;
  readonly history: Repetition["history"];
  readonly isMark: Repetition["isMark"];
  /** See `TemperaturePickerParts`. */
  readonly onConstrained?: ((logWeight: number) => void) | undefined;
}

/**
 * The picker for a request: greedy at temperature 0, keyed draws above.
 *
 * @throws ForetypeError("user/bad-argument") for a value that is out of range
 */
export function createPicker(options: PickerOptions): TokenPicker {
  const { temperature, seed, stream, sampling, vocabSize, history, isMark, onConstrained } =
    options;
  checkRules({ ...sampling, temperature });
  const penalty = sampling.repetitionPenalty;
  const repetition = penalty === 1 ? undefined : { penalty, history, isMark };
  if (temperature === 0) {
    return repetition === undefined ? greedyPicker : new GreedyPicker(repetition);
  }
  const isMarked = sampling.watermarkKey !== "";
  const noise = isMarked
    ? new WatermarkNoise(sampling.watermarkKey, { shift: seed + STREAM_STRIDE * (stream ?? 0) })
    : new KeyedNoise(seed, stream);
  return new TemperaturePicker({
    temperature,
    noise,
    vocabSize,
    rules: truncationRules(sampling),
    // These two turn on the mass or the entropy of the whole row. Of 500 rows of the embedded model the top 64 did not settle
    // top-p 0.95 in 55 % at temperature 1 and at 0.8, nor top-H 0.4 in 1 % and in 55 %; a pass more for each is dear.
    wantsLogits: sampling.topP < 1 || sampling.topH > 0,
    ...(repetition && { repetition }),
    onConstrained,
    ...(!isMarked && { coins: (use, place) => new KeyedCoins(seed, use, place) }),
  });
}
