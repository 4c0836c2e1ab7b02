import { ForetypeError } from "../errors";

/** Which reading of top-H: the paper's rule, or the one that its released code computes. */
export type TopHRule = "published" | "released";

/**
 * What changes the model's distribution before a token is drawn. The order is: repetition penalty, temperature, then the rules
 * that cut off unlikely tokens. Each of these keeps the first so-and-so-many of the tokens in falling order, computed
 * from the tempered distribution of all tokens; together they keep what all of them keep. At temperature 0 only the
 * penalty matters. `noRules` switches everything off.
 */
export interface SamplingRules {
  /** Keeps the so-many likeliest tokens. 0 is off. */
  readonly topK: number;
  /** Keeps the likeliest tokens up to this mass. 1 is off. Holtzman et al. 2019, arXiv:1904.09751. */
  readonly topP: number;
  /** Keeps tokens of at least this share of the likeliest one's probability. 0 is off. Nguyen et al. 2024, arXiv:2407.01082. */
  readonly minP: number;
  /** Keeps the likeliest tokens whose entropy is at most this share of all tokens'. 0 is off. */
  readonly topH: number;
  readonly topHRule: TopHRule;
  /** Divides positive logits of the last tokens and multiplies negative ones. 1 is off. */
  readonly repetitionPenalty: number;
  /** Draws with the noise of this key, so that its owner can recognise the text. Empty is off. */
  readonly watermarkKey: string;
}

/** Plain temperature sampling. */
export const noRules: SamplingRules = {
  topK: 0,
  topP: 1,
  minP: 0,
  topH: 0,
  topHRule: "published",
  repetitionPenalty: 1,
  watermarkKey: "",
};

/** @throws ForetypeError("user/bad-argument") naming the first value that is out of range */
export function checkRules(rules: SamplingRules & { readonly temperature: number }): void {
  const { temperature, topK, topP, minP, topH, repetitionPenalty, watermarkKey } = rules;
  check(
    temperature >= 0 && Number.isFinite(temperature),
    `the temperature is ${String(temperature)}; give 0 for the most probable text, or a number above 0 such as 0.7`,
  );
  check(
    Number.isInteger(topK) && topK >= 0,
    `top-k is ${String(topK)}; give a whole number of tokens to keep, or 0 for all`,
  );
  check(
    topP > 0 && topP <= 1,
    `top-p is ${String(topP)}; give a share above 0 and up to 1, which keeps every token`,
  );
  check(
    minP >= 0 && minP <= 1,
    `min-p is ${String(minP)}; give a share from 0, which keeps every token, to 1`,
  );
  check(
    topH >= 0 && topH <= 1,
    `top-h is ${String(topH)}; give a share of the entropy up to 1, such as 0.4, or 0 to switch it off`,
  );
  check(
    repetitionPenalty >= 1 && Number.isFinite(repetitionPenalty),
    `the repetition penalty is ${String(repetitionPenalty)}; give 1 for none, or a number above it such as 1.1`,
  );
  check(
    watermarkKey === "" || temperature > 0,
    "a watermark lives in random choices, and at temperature 0 there are none; raise the temperature or leave out the watermark key",
  );
}

function check(isFine: boolean, message: string): void {
  if (!isFine) throw new ForetypeError("user/bad-argument", message);
}
