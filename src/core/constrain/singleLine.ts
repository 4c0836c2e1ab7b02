import type { TextRule } from "./textRule";

/** No line break before the end of the text. */
export const singleLine: TextRule = {
  admits: (text) => !text.includes("\n"),
  mayEnd: () => true,
};
