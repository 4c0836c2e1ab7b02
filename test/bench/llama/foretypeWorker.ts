import { requestOf } from "../../../src/core/check/completionCase";
import { Completer } from "../../../src/core/complete/completer";
import { findMarks } from "../../../src/core/complete/fimMarks";
import { defaultOptions } from "../../../src/core/complete/request";
import type { CostModel } from "../../../src/core/cost/costModel";
import { measureCost } from "../../../src/core/cost/measureCost";
import { Decoder } from "../../../src/core/decode/decoder";
import type { DecodeRequest } from "../../../src/core/decode/decodeRequest";
import { noStop } from "../../../src/core/decode/stopRule";
import { findStrategy } from "../../../src/core/decode/strategies";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import type { ModelSource, Precision } from "../../../src/core/model/modelSource";
import { neverCancelled } from "../../../src/core/ports";
import { noRules } from "../../../src/core/sample/samplingRules";
import { openModel, type OpenedModel } from "../../../src/runtime/openModel";
import { chainTree } from "../../../src/core/tree/chainTree";
import { serve } from "./workerApi";

let cost: CostModel | undefined;
let opened: OpenedModel | undefined;
let draft: OpenedModel | undefined;
let decoder: Decoder | undefined;
/** Decoders by the tokens that end their texts. */
const decoders = new Map<string, Decoder>();
const clock = { now: () => performance.now() };
const silent = (): void => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

function sourceOf(file: string): ModelSource {
  return { id: file, name: file, files: { kind: "gguf", file }, sha256: file, languages: [] };
}

function decodeRequest(
  prompt: readonly number[],
  numTokens: number,
  strategy: string,
): DecodeRequest {
  return {
    prompt: Int32Array.from(prompt),
    constraint: unconstrained,
    numHeldBytes: 0,
    stopRule: noStop,
    strategy: findStrategy(strategy),
    temperature: 0,
    seed: 0,
    sampling: noRules,
    maxTokens: numTokens,
    timeBudgetMs: Infinity,
    cancellation: neverCancelled,
  };
}

/** A decoder that has seen nothing: it forgets the model's rows at its first prompt. */
function newDecoder(endTokens: readonly number[] = []): Decoder {
  if (opened === undefined) throw new Error("no model is open");
  const { model, vocabulary } = opened;
  return new Decoder({
    ...{ model, vocabulary, endTokens: new Set(endTokens), clock, cost },
    draft: draft && {
      model: draft.model,
      onFailure: (error) => {
        throw error;
      },
    },
  });
}

/** A decoder that has seen the prompts before, with no row of them in the cache. */
function learntDecoder(endTokens: readonly number[] = []): Decoder {
  const known = decoders.get(String(endTokens)) ?? newDecoder(endTokens);
  decoders.set(String(endTokens), known);
  opened?.model.truncate(0);
  return known;
}

serve(async (request) => {
  switch (request.kind) {
    case "open":
      {
        const { model, cacheFolder, threads } = request;
        const precision = request.precision as Precision;
        const options = { cacheFolder, precision, threads, logger };
        opened = await openModel(sourceOf(model), options);
        cost = await measureCost(opened.model, clock);
        if (request.draft !== undefined) {
          draft = await openModel(sourceOf(request.draft), options);
        }
      }
      return {};
    case "prompt": {
      if (opened === undefined) throw new Error("no model is open");
      const { maxPromptTokens, place } = request;
      const options = { ...defaultOptions, healing: "none", maxPromptTokens };
      const { tokens } = new Completer({ ...opened, clock }).prepare(requestOf(place), options);
      const { end } = findMarks(opened.format, opened.vocabulary);
      return { tokens: Array.from(tokens), endTokens: Array.from(end) };
    }
    case "run": {
      decoder = learntDecoder(request.endTokens);
      const { prompt, numTokens, strategy } = request;
      const begin = performance.now();
      await decoder.decode(decodeRequest(prompt, 0, strategy));
      const fed = performance.now();
      const { tokens } = await decoder.decode(decodeRequest(prompt, numTokens, strategy));
      return {
        tokens: Array.from(tokens),
        prefillMs: fed - begin,
        decodeMs: performance.now() - fed,
      };
    }
    case "first": {
      if (request.isCold || decoder === undefined) decoder = newDecoder();
      const begin = performance.now();
      const { tokens } = await decoder.decode(decodeRequest(request.prompt, 1, "autoregressive"));
      return { tokens: Array.from(tokens), prefillMs: performance.now() - begin };
    }
    case "row": {
      await newDecoder().decode(decodeRequest(request.prompt, 0, "autoregressive"));
      const last = chainTree(Int32Array.from(request.prompt.slice(-1)));
      const output = await opened?.model.forward(last, Int32Array.of(0));
      const row = output?.row(0);
      return { tokens: Array.from(row?.ids ?? []), logits: Array.from(row?.logits ?? []) };
    }
    case "tokens":
      return { tokens: Array.from(opened?.vocabulary.encode(request.text) ?? []) };
    default:
      return request satisfies never;
  }
});
