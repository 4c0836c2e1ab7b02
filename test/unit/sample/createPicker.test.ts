import { expect, it } from "vitest";
import { createPicker } from "../../../src/core/sample/createPicker";
import { greedyPicker } from "../../../src/core/sample/greedyPicker";
import { TemperaturePicker } from "../../../src/core/sample/temperaturePicker";

it("is greedy at temperature 0 and draws above", () => {
  expect(createPicker({ temperature: 0, seed: 1, vocabSize: 9 })).toBe(greedyPicker);
  expect(createPicker({ temperature: 0.1, seed: 1, vocabSize: 9 })).toBeInstanceOf(
    TemperaturePicker,
  );
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
  "refuses %s as a temperature",
  (temperature) => {
    expect(() => createPicker({ temperature, seed: 1, vocabSize: 9 })).toThrow(
      expect.objectContaining({ code: "user/bad-argument" }),
    );
  },
);
