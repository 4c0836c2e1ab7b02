import { ForetypeError } from "../errors";
import { greedyPicker } from "./greedyPicker";
import { KeyedNoise } from "./keyedNoise";
import { TemperaturePicker } from "./temperaturePicker";
import type { TokenPicker } from "./tokenPicker";

/**
 * The picker for a request: greedy at temperature 0, keyed draws above.
 *
 * @throws ForetypeError("user/bad-argument") for a temperature that is negative or no number
 */
export function createPicker(options: {
  readonly temperature: number;
  readonly seed: number;
  readonly vocabSize: number;
}): TokenPicker {
  const { temperature, seed, vocabSize } = options;
  if (temperature === 0) return greedyPicker;
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new ForetypeError(
      "user/bad-argument",
      `the temperature is ${String(temperature)}; give 0 for the most probable text, or a number above 0 such as 0.7`,
    );
  }
  return new TemperaturePicker({ temperature, noise: new KeyedNoise(seed), vocabSize });
}
