import type { PromptText } from "../core/complete/promptText";
import type { LastPromptParams } from "./engineApi";
import { Fields, type Parser } from "./fields";

export const parseLastPromptParams: Parser<LastPromptParams> = (value) => ({
  documentId: new Fields(value, "lastPrompt").string("documentId"),
});

export const parseLastPrompt: Parser<PromptText | null> = (value) => {
  if (value === null) return null;
  const fields = new Fields(value, "the result of lastPrompt");
  return {
    text: fields.string("text"),
    held: fields.string("held"),
    numTokens: fields.integer("numTokens", 0),
    numContextTokens: fields.integer("numContextTokens", 0),
  };
};
