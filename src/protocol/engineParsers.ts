import type {
  AlternativesCost,
  NoSuggestionReason,
  Outcome,
  StopReason,
  Suggestion,
  Trim,
} from "../core/complete/outcome";
import type { ContextPiece } from "../core/context/contextPiece";
import type { Lesson } from "../core/complete/lesson";
import type { CautiousLimits } from "../core/cautious/numTrials";
import type { CompletionOptions, CompletionRequest, Shape } from "../core/complete/request";
import type { Warmth } from "../core/complete/warmPrompt";
import { ForetypeError } from "../core/errors";
import type { FilterId } from "../core/filter/filter";
import type { TopHRule } from "../core/sample/samplingRules";
import type { DecodeStats } from "../core/stats/decodeStats";
import type { CompleteParams, EngineEvents, LogLevel } from "./engineApi";
import { Fields, keysOf, type Parser } from "./fields";
import { parseConfidence, parseDoubt, parseGate } from "./gateParsers";
import { isRecord } from "./messages";
import { parseTrace } from "./traceParsers";

const shapes = keysOf<Shape>({ line: 0, block: 0 });
const topHRules = keysOf<TopHRule>({ published: 0, released: 0 });
const lessonKinds = keysOf<Lesson["kind"]>({ text: 0, forget: 0, accepted: 0 });
const levels = keysOf<LogLevel>({ debug: 0, info: 0, warn: 0, error: 0 });
const stopReasons = keysOf<StopReason>({
  endToken: 0,
  lineEnd: 0,
  blockEnd: 0,
  suffixReached: 0,
  maxTokens: 0,
  timeBudget: 0,
  modelFull: 0,
  repetition: 0,
  uncertainty: 0,
});
const filterIds = keysOf<FilterId>({
  suffixDuplicate: 0,
  nextLineDuplicate: 0,
  brackets: 0,
  quotes: 0,
  repetition: 0,
  indentation: 0,
  blank: 0,
  headerEcho: 0,
  secret: 0,
});
const pieceKinds = keysOf<ContextPiece["kind"]>({
  signatures: 0,
  definition: 0,
  recent: 0,
  copied: 0,
});
const trimReasons = keysOf<Trim["reason"]>({
  suffixOverlap: 0,
  unfinishedLine: 0,
  constraint: 0,
  blankEnd: 0,
});
const noSuggestionReasons = keysOf<NoSuggestionReason>({
  cancelled: 0,
  superseded: 0,
  disabled: 0,
  midLine: 0,
  place: 0,
  paused: 0,
  emptyContext: 0,
  modelMissing: 0,
  engineLoading: 0,
  engineDown: 0,
  timedOut: 0,
  emptyCompletion: 0,
  unsure: 0,
  filtered: 0,
  dismissed: 0,
  failed: 0,
});

export const parseCompleteParams: Parser<CompleteParams> = (value) => {
  const fields = new Fields(value, "complete");
  return {
    request: parseRequest(fields.any("request")),
    options: parseOptions(fields.any("options")),
  };
};

export const parseWarmth: Parser<Warmth> = (value) => {
  const fields = new Fields(value, "the result of warm");
  return {
    numTokens: fields.integer("numTokens", 0),
    isComplete: fields.boolean("isComplete"),
  };
};

export const parseLesson: Parser<Lesson> = (value) => {
  const fields = new Fields(value, "learn");
  const kind = fields.oneOf("kind", lessonKinds);
  switch (kind) {
    case "text":
      return { kind, name: fields.string("name"), text: fields.string("text") };
    case "forget":
      return { kind, name: fields.string("name") };
    case "accepted":
      return { kind, text: fields.string("text") };
    default:
      return kind satisfies never;
  }
};

/** The answer to `learn`, which says nothing. */
export const parseLearnt: Parser<null> = (value) => {
  if (value === null) return null;
  throw new ForetypeError("engine/protocol", "The result of learn is not null.");
};

/**
 * Reads an outcome. Its statistics are only looked at from outside: they come from the engine of the same protocol version,
 * and nothing but their display depends on them.
 */
export const parseOutcome: Parser<Outcome> = (value) => {
  const fields = new Fields(value, "the outcome");
  if (fields.oneOf("kind", ["suggestion", "none"]) === "suggestion") {
    return {
      kind: "suggestion",
      text: fields.string("text"),
      trims: fields.array("trims", parseTrim),
      isSeamBoundary: fields.boolean("isSeamBoundary"),
      stoppedBy: fields.oneOf("stoppedBy", stopReasons),
      ...(fields.has("alternatives") && { alternatives: fields.strings("alternatives") }),
      ...(fields.has("cost") && { cost: parseCost(fields.any("cost")) }),
      ...(fields.has("tail") && { tail: fields.string("tail") }),
      ...(fields.has("changedBy") && { changedBy: fields.array("changedBy", parseFilterId) }),
      ...parseTold(fields),
      stats: parseStats(fields.any("stats")),
    };
  }
  return {
    kind: "none",
    reason: fields.oneOf("reason", noSuggestionReasons),
    ...(fields.has("detail") && { detail: fields.string("detail") }),
    ...(fields.has("doubt") && { doubt: parseDoubt(fields.any("doubt")) }),
    ...(fields.has("filter") && { filter: fields.oneOf("filter", filterIds) }),
    ...(fields.has("dropped") && { dropped: fields.string("dropped") }),
    ...parseTold(fields),
    ...(fields.has("stats") && { stats: parseStats(fields.any("stats")) }),
  };
};

/** What is told of how a text came about. */
function parseTold(fields: Fields): Pick<Suggestion, "confidence" | "trace"> {
  return {
    ...(fields.has("confidence") && { confidence: parseConfidence(fields.any("confidence")) }),
    ...(fields.has("trace") && { trace: parseTrace(fields.any("trace")) }),
  };
}

const parseFilterId: Parser<FilterId> = (value) =>
  new Fields({ value }, "a filter").oneOf("value", filterIds);

const parseTrim: Parser<Trim> = (value) => {
  const fields = new Fields(value, "a trim");
  return { reason: fields.oneOf("reason", trimReasons), text: fields.string("text") };
};

export const parseStarted: Parser<EngineEvents["started"]> = (value) => ({
  protocolVersion: new Fields(value, "started").integer("protocolVersion", 0),
});

export const parseLog: Parser<EngineEvents["log"]> = (value) => {
  const fields = new Fields(value, "log");
  return { level: fields.oneOf("level", levels), message: fields.string("message") };
};

const parseRequest: Parser<CompletionRequest> = (value) => {
  const fields = new Fields(value, "request");
  return {
    documentId: fields.string("documentId"),
    path: fields.string("path"),
    prefix: fields.string("prefix"),
    suffix: fields.string("suffix"),
    shape: fields.oneOf("shape", shapes),
    ...(fields.has("shown") && { shown: fields.strings("shown") }),
    ...(fields.has("earlier") && { earlier: fields.string("earlier") }),
    ...(fields.has("repository") && { repository: fields.string("repository") }),
    ...(fields.has("context") && { context: fields.array("context", parsePiece) }),
    ...(fields.has("tabSize") && { tabSize: fields.integer("tabSize", 1) }),
    ...(fields.has("insertSpaces") && { insertSpaces: fields.boolean("insertSpaces") }),
  };
};

const parsePiece: Parser<ContextPiece> = (value) => {
  const fields = new Fields(value, "a context piece");
  return {
    kind: fields.oneOf("kind", pieceKinds),
    path: fields.string("path"),
    text: fields.string("text"),
  };
};

const parseOptions: Parser<CompletionOptions> = (value) => {
  const fields = new Fields(value, "options");
  return {
    strategy: fields.string("strategy"),
    healing: fields.string("healing"),
    constraints: fields.strings("constraints"),
    temperature: fields.number("temperature", 0),
    seed: fields.number("seed"),
    topK: fields.integer("topK", 0),
    topP: fields.number("topP", 0),
    minP: fields.number("minP", 0),
    topH: fields.number("topH", 0),
    topHRule: fields.oneOf("topHRule", topHRules),
    repetitionPenalty: fields.number("repetitionPenalty", 1),
    watermarkKey: fields.string("watermarkKey"),
    cautious: parseCautious(fields.any("cautious")),
    numCandidates: fields.integer("numCandidates", 1),
    tellsShown: fields.boolean("tellsShown"),
    maxTokens: fields.integer("maxTokens", 1),
    maxPromptTokens: fields.integer("maxPromptTokens", 1),
    maxContextTokens: fields.integer("maxContextTokens", 0),
    timeBudgetMs: fields.number("timeBudgetMs", 0),
    gate: parseGate(fields.any("gate")),
    traces: fields.boolean("traces"),
  };
};

const parseCautious: Parser<CautiousLimits> = (value) => {
  const fields = new Fields(value, "cautious");
  return {
    maxTrials: fields.integer("maxTrials", 0),
    minEntropy: fields.number("minEntropy", 0),
    maxEntropy: fields.number("maxEntropy", 0),
  };
};

const parseCost: Parser<AlternativesCost> = (value) => {
  const fields = new Fields(value, "the cost of alternatives");
  return {
    numPromptTokens: fields.integer("numPromptTokens", 0),
    numPasses: fields.integer("numPasses", 0),
    numNodes: fields.integer("numNodes", 0),
    ms: fields.number("ms", 0),
  };
};

const parseStats: Parser<DecodeStats> = (value) => {
  if (!isDecodeStats(value)) {
    throw new ForetypeError("engine/protocol", "the outcome: stats are not complete.");
  }
  return value;
};

/** Figures that are lists. */
const perIndex = [
  "acceptedPerPosition",
  "draftedPerPosition",
  "passesPerSize",
  "forwardMsPerSize",
  "chancesPerRank",
] as const satisfies readonly (keyof DecodeStats)[];

function isDecodeStats(value: unknown): value is DecodeStats {
  return (
    isRecord(value) &&
    typeof value["numGeneratedTokens"] === "number" &&
    typeof value["totalMs"] === "number" &&
    perIndex.every((name) => Array.isArray(value[name])) &&
    isRecord(value["drafters"]) &&
    isRecord(value["ms"])
  );
}
