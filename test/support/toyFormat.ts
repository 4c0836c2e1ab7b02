import type { FimFormat } from "../../src/core/model/fimFormat";

/** The marks of `ToyVocabulary`, suffix first. */
export const toyFormat: FimFormat = {
  tokens: {
    prefix: "<prefix>",
    suffix: "<suffix>",
    middle: "<middle>",
    file: "<file>",
    end: ["<end>", "<file>"],
  },
  order: "spm",
};
