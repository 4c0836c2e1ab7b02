import { ForetypeError } from "../core/errors";
import type { EngineEvents, EngineTuning, FocusParams } from "./engineApi";
import { Fields, type Parser } from "./fields";

export const parseFocus: Parser<FocusParams> = (value) => ({
  isFocused: new Fields(value, "focus").boolean("isFocused"),
});

export const parseTuning: Parser<EngineTuning> = (value) => {
  const fields = new Fields(value, "configure");
  return {
    unloadAfterMs: fields.number("unloadAfterMs", 0),
    documentBytes: fields.number("documentBytes", 0),
    isLowPriority: fields.boolean("isLowPriority"),
  };
};

export const parseResting: Parser<EngineEvents["resting"]> = (value) => ({
  isResting: new Fields(value, "resting").boolean("isResting"),
});

/** The answer to what is only told. */
export const parseTaken: Parser<null> = (value) => {
  if (value === null) return null;
  throw new ForetypeError("engine/protocol", "The answer to what was only told is not null.");
};
