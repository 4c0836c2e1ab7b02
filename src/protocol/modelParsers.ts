import type { ExecutionProvider } from "../core/model/executionProvider";
import type { HoleStart } from "../core/model/fimFormat";
import type { Attention, ModelDescription } from "../core/model/modelDescription";
import type { Precision } from "../core/model/modelSource";
import type {
  ModelParams,
  OpeningProgress,
  OpeningStage,
  OpenParams,
  OpenResult,
} from "./engineApi";
import { Fields, keysOf, type Parser } from "./fields";

const precisions = keysOf<Precision>({ auto: 0, fp32: 0, int8: 0, int4: 0 });
const providers = keysOf<ExecutionProvider>({ cpu: 0, webgpu: 0, cuda: 0, dml: 0, coreml: 0 });
const holeStarts = keysOf<HoleStart>({ cursor: 0, line: 0, block: 0, window: 0 });
const attentions = keysOf<Attention>({ trees: 0, chains: 0 });
const openingStages = keysOf<OpeningStage>({ checking: 0, converting: 0, loading: 0 });

/** Reads the params of `open`. A protocol version that is not ours passes: the engine answers that with a sentence. */
export const parseOpenParams: Parser<OpenParams> = (value) => {
  const fields = new Fields(value, "open");
  return { protocolVersion: fields.integer("protocolVersion", 0), ...readModel(fields) };
};

export const parseDescribeParams: Parser<ModelParams> = (value) =>
  readModel(new Fields(value, "describe"));

function readModel(fields: Fields): ModelParams {
  return {
    model: fields.string("model"),
    modelsFolder: fields.string("modelsFolder"),
    cacheFolder: fields.string("cacheFolder"),
    modelFolders: fields.strings("modelFolders"),
    precision: fields.oneOf("precision", precisions),
    threads: fields.integer("threads", 0),
    provider: fields.oneOf("provider", providers),
    ...(fields.has("draft") && { draft: fields.string("draft") }),
  };
}

export const parseOpenResult: Parser<OpenResult> = (value) => {
  const fields = new Fields(value, "the result of open");
  return {
    modelId: fields.string("modelId"),
    name: fields.string("name"),
    architecture: fields.string("architecture"),
    precision: fields.oneOf("precision", precisions),
    threads: fields.integer("threads", 1),
    provider: fields.oneOf("provider", providers),
    numParameters: fields.integer("numParameters", 0),
    exactShare: fields.number("exactShare", 0),
    memory: parseMemory(fields.any("memory")),
    ...(fields.has("draft") && { draft: fields.string("draft") }),
    ...(fields.has("draftProblem") && { draftProblem: fields.string("draftProblem") }),
    hasFim: fields.boolean("hasFim"),
    holeStart: fields.oneOf("holeStart", holeStarts),
    msPerToken: fields.number("msPerToken", 0),
    msPerPromptToken: fields.number("msPerPromptToken", 0),
    costs: fields.array("costs", parseCostOfPass),
    costContext: fields.integer("costContext", 0),
    maxLength: fields.integer("maxLength", 1),
    loadMs: fields.number("loadMs", 0),
  };
};

const parseCostOfPass: Parser<OpenResult["costs"][number]> = (value) => {
  const fields = new Fields(value, "the cost of a pass");
  return { numNodes: fields.integer("numNodes", 1), ms: fields.number("ms", 0) };
};

export const parseDescription: Parser<ModelDescription> = (value) => {
  const fields = new Fields(value, "the description");
  return {
    id: fields.string("id"),
    name: fields.string("name"),
    architecture: fields.string("architecture"),
    numParameters: fields.integer("numParameters", 0),
    contextLength: fields.integer("contextLength", 0),
    attention: fields.oneOf("attention", attentions),
    hasFim: fields.boolean("hasFim"),
    fileBytes: fields.integer("fileBytes", 0),
    builtBytes: fields.integer("builtBytes", 0),
    isBuilt: fields.boolean("isBuilt"),
    memory: parseMemory(fields.any("memory")),
    exactShare: fields.number("exactShare", 0),
    ...(fields.has("draft") && { draft: parseDescription(fields.any("draft")) }),
  };
};

const parseMemory: Parser<ModelDescription["memory"]> = (value) => {
  const fields = new Fields(value, "memory");
  return { steady: fields.number("steady", 0), peak: fields.number("peak", 0) };
};

export const parseOpening: Parser<OpeningProgress> = (value) => {
  const fields = new Fields(value, "opening");
  return {
    stage: fields.oneOf("stage", openingStages),
    done: fields.number("done", 0),
    total: fields.number("total", 0),
  };
};
