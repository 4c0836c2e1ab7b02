import type {
  CompletionTrace,
  TracedNode,
  TracedPass,
  TracedToken,
} from "../core/trace/completionTrace";
import { Fields, type Parser } from "./fields";

export const parseTrace: Parser<CompletionTrace> = (value) => {
  const fields = new Fields(value, "the trace");
  return {
    tokens: fields.array("tokens", parseToken),
    passes: fields.array("passes", parsePass),
  };
};

const parseToken: Parser<TracedToken> = (value) => {
  const fields = new Fields(value, "a traced token");
  return {
    ...parseProbable(value),
    entropyBits: fields.number("entropyBits", 0),
    ...(fields.has("isEntropyBound") &&
      fields.boolean("isEntropyBound") && { isEntropyBound: true }),
    ...(fields.has("runnerUp") && { runnerUp: parseProbable(fields.any("runnerUp")) }),
    by: fields.string("by"),
    pass: fields.integer("pass", -1),
  };
};

const parsePass: Parser<TracedPass> = (value) => {
  const fields = new Fields(value, "a traced pass");
  return {
    ms: fields.number("ms", 0),
    root: fields.string("root"),
    nodes: fields.array("nodes", parseNode),
    ...(fields.has("wrote") && { wrote: parseProbable(fields.any("wrote")) }),
  };
};

const parseNode: Parser<TracedNode> = (value) => {
  const fields = new Fields(value, "a traced node");
  return {
    parent: fields.integer("parent", -1),
    text: fields.string("text"),
    chance: fields.number("chance", 0),
    by: fields.string("by"),
    isKept: fields.boolean("isKept"),
  };
};

const parseProbable: Parser<{ readonly text: string; readonly probability: number }> = (value) => {
  const fields = new Fields(value, "a traced text");
  return { text: fields.string("text"), probability: fields.number("probability", 0) };
};
