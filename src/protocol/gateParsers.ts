import type { Confidence } from "../core/gate/confidence";
import type { GateSituation } from "../core/gate/gateFeatures";
import type { Doubt, GateOptions } from "../core/gate/gateOptions";
import { Fields, type Parser } from "./fields";

export const parseGate: Parser<GateOptions> = (value) => {
  const fields = new Fields(value, "gate");
  return {
    floor: fields.number("floor", 0),
    stopBelow: fields.number("stopBelow", 0),
    ...(fields.has("weights") && { weights: fields.array("weights", parseWeight) }),
    ...(fields.has("situation") && { situation: parseSituation(fields.any("situation")) }),
  };
};

export const parseDoubt: Parser<Doubt> = (value) => {
  const fields = new Fields(value, "a doubt");
  return { chance: fields.number("chance", 0), floor: fields.number("floor", 0) };
};

const parseWeight: Parser<number> = (value) => new Fields({ value }, "a weight").number("value");

const parseSituation: Parser<GateSituation> = (value) => {
  const fields = new Fields(value, "situation");
  return {
    ...(fields.has("isAfterAccept") && { isAfterAccept: fields.boolean("isAfterAccept") }),
    ...(fields.has("typingGapMs") && { typingGapMs: fields.number("typingGapMs", 0) }),
    ...(fields.has("languageId") && { languageId: fields.string("languageId") }),
  };
};

export const parseConfidence: Parser<Confidence> = (value) => {
  const fields = new Fields(value, "confidence");
  return {
    numTokens: fields.integer("numTokens", 1),
    meanLogProbability: fields.number("meanLogProbability"),
    leastLogProbability: fields.number("leastLogProbability"),
    firstEntropy: fields.number("firstEntropy", 0),
    greatestEntropy: fields.number("greatestEntropy", 0),
    draftedShare: fields.number("draftedShare", 0),
  };
};
