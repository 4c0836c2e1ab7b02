import type { FimFormat } from "../../src/core/model/fimFormat";

/** The marks of `ToyVocabulary`, with the hole at the window's start. */
export const toyFormat: FimFormat = {
  tokens: {
    prefix: "<prefix>",
    suffix: "<suffix>",
    middle: "<middle>",
    file: "<file>",
  },
  end: ["<end>", "<file>"],
  layout: "prefix-first",
  holeStart: "window",
};
