import { GreedyPicker, greedyPicker } from "./greedyPicker";
import { KeyedNoise } from "./keyedNoise";
import type { Repetition } from "./repetition";
import { checkRules, type SamplingRules } from "./samplingRules";
import { TemperaturePicker } from "./temperaturePicker";
import type { TokenPicker } from "./tokenPicker";
import { truncationRules } from "./truncation";
import { WatermarkNoise } from "./watermarkNoise";

/** What a request says about choosing tokens, and what its picker has to know. */
export interface PickerOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** Seed of the keyed noise; it also says where in a watermark's key the text begins. */
  readonly seed: number;
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
  const { temperature, seed, sampling, vocabSize, history, isMark, onConstrained } = options;
  checkRules({ ...sampling, temperature });
  const penalty = sampling.repetitionPenalty;
  const repetition = penalty === 1 ? undefined : { penalty, history, isMark };
  if (temperature === 0) {
    return repetition === undefined ? greedyPicker : new GreedyPicker(repetition);
  }
  const noise =
    sampling.watermarkKey === ""
      ? new KeyedNoise(seed)
      : new WatermarkNoise(sampling.watermarkKey, { shift: seed });
  return new TemperaturePicker({
    temperature,
    noise,
    vocabSize,
    rules: truncationRules(sampling),
    ...(repetition && { repetition }),
    onConstrained,
  });
}
