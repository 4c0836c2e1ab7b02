import { Decoder, type DecodeRequest } from "../../../src/core/decode/decoder";
import { findStrategy } from "../../../src/core/decode/strategies";
import { unconstrained } from "../../../src/core/constrain/unconstrained";
import type { Precision } from "../../../src/core/model/modelSource";
import { neverCancelled } from "../../../src/core/ports";
import { noRules } from "../../../src/core/sample/samplingRules";
import { openModel, type OpenedModel } from "../../../src/runtime/openModel";
import { chainTree } from "../../../src/core/tree/chainTree";
import { serve } from "./workerApi";

let opened: OpenedModel | undefined;
let decoder: Decoder | undefined;
const clock = { now: () => performance.now() };
const silent = (): void => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

function requestOf(prompt: readonly number[], numTokens: number, strategy: string): DecodeRequest {
  return {
    prompt: Int32Array.from(prompt),
    constraint: unconstrained,
    numHeldBytes: 0,
    stopRule: { check: () => undefined },
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
function newDecoder(): Decoder {
  if (opened === undefined) throw new Error("no model is open");
  const { model, vocabulary } = opened;
  return new Decoder({ model, vocabulary, endTokens: new Set(), clock });
}

serve(async (request) => {
  switch (request.kind) {
    case "open":
      opened = await openModel(
        {
          id: request.model,
          name: request.model,
          files: { kind: "gguf", file: request.model },
          sha256: request.model,
          languages: [],
        },
        {
          cacheFolder: request.cacheFolder,
          precision: request.precision as Precision,
          threads: request.threads,
          logger,
        },
      );
      return {};
    case "run": {
      decoder = newDecoder();
      const begin = performance.now();
      await decoder.decode(requestOf(request.prompt, 0, request.strategy));
      const fed = performance.now();
      const { tokens } = await decoder.decode(
        requestOf(request.prompt, request.numTokens, request.strategy),
      );
      return {
        tokens: Array.from(tokens),
        prefillMs: fed - begin,
        decodeMs: performance.now() - fed,
      };
    }
    case "first": {
      if (request.isCold || decoder === undefined) decoder = newDecoder();
      const begin = performance.now();
      const { tokens } = await decoder.decode(requestOf(request.prompt, 1, "autoregressive"));
      return { tokens: Array.from(tokens), prefillMs: performance.now() - begin };
    }
    case "row": {
      await newDecoder().decode(requestOf(request.prompt, 0, "autoregressive"));
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
