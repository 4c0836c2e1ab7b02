import { pathToFileURL } from "node:url";
import { serve } from "./workerApi";

/** What is used of node-llama-cpp, which is no dependency of the project: the caller says where it is. */
interface Sequence {
  clearHistory(): Promise<void>;
  eraseContextTokenRanges(ranges: readonly { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly number[]): Promise<void>;
  evaluate(tokens: readonly number[], options: { temperature: number }): AsyncIterable<number>;
  readonly contextTokens: readonly number[];
}
interface Model {
  tokenize(text: string, hasMarks: boolean): number[];
  createContext(options: object): Promise<Context>;
}
interface Context {
  getSequence(options?: { readonly tokenPredictor?: Predictor }): Sequence;
}
interface Predictor {
  updateInputTokens(tokens: readonly number[]): void;
}
interface LlamaModule {
  readonly getLlama: (options: object) => Promise<{ loadModel(options: object): Promise<Model> }>;
  readonly InputLookupTokenPredictor: new (options?: object) => Predictor;
  readonly DraftSequenceTokenPredictor: new (draft: Sequence, options?: object) => Predictor;
}

/** A sequence with a context of its own, what predicts for it, and the sequence of the model that drafts. */
interface Way {
  readonly sequence: Sequence;
  readonly predictor?: Predictor;
  readonly draft?: Sequence;
}

let library: LlamaModule | undefined;
let model: Model | undefined;
let createContext: (of: Model) => Promise<Context> = () => Promise.reject(new Error(noModel));
let draftModel: Model | undefined;
const ways = new Map<string, Promise<Way>>();
const noModel = "no model is open";

/** The ways to decode, made when they are first asked for. Each is the library's own, with its defaults and with options that suit code. */
const makers: Readonly<Record<string, (library: LlamaModule) => Promise<Way>>> = {
  autoregressive: () => plainWay(),
  "input-lookup": (from) => lookupWay(new from.InputLookupTokenPredictor()),
  // By default only one token has to agree, and three are predicted.
  "input-lookup, 2-8 agree": (from) => {
    const lengths = { patternLength: { min: 2, max: 8 }, predictionLength: { max: 8 } };
    return lookupWay(new from.InputLookupTokenPredictor(lengths));
  },
  "draft-model": (from) => draftWay(from, {}),
  // By default nothing waits for a draft, and both models share the threads.
  "draft-model, waits for 1-4": (from) => draftWay(from, { minTokens: 1, maxTokens: 4 }),
};

async function plainWay(tokenPredictor?: Predictor): Promise<Way> {
  if (model === undefined) throw new Error(noModel);
  const context = await createContext(model);
  if (tokenPredictor === undefined) return { sequence: context.getSequence() };
  return { sequence: context.getSequence({ tokenPredictor }), predictor: tokenPredictor };
}

function lookupWay(predictor: Predictor): Promise<Way> {
  return plainWay(predictor);
}

async function draftWay(from: LlamaModule, options: object): Promise<Way> {
  if (draftModel === undefined) throw new Error("no draft model is open");
  const draft = (await createContext(draftModel)).getSequence();
  return { ...(await plainWay(new from.DraftSequenceTokenPredictor(draft, options))), draft };
}

function wayOf(strategy: string): Promise<Way> {
  const make = makers[strategy];
  if (library === undefined || make === undefined) {
    throw new Error(`llama.cpp has no model open, or no way "${strategy}" to decode`);
  }
  const way = ways.get(strategy) ?? make(library);
  ways.set(strategy, way);
  return way;
}

/** Feeds all of a prompt but its last token, keeping the rows that it shares with what is there. */
async function feed(
  { sequence, predictor, draft }: Way,
  prompt: readonly number[],
): Promise<number[]> {
  const held = sequence.contextTokens;
  let numShared = 0;
  while (numShared < prompt.length - 1 && held[numShared] === prompt[numShared]) numShared++;
  if (numShared < held.length) {
    await sequence.eraseContextTokenRanges([{ start: numShared, end: held.length }]);
  }
  const rest = prompt.slice(numShared, -1);
  if (rest.length > 0) await sequence.evaluateWithoutGeneratingNewTokens(rest);
  predictor?.updateInputTokens(prompt);
  if (draft !== undefined) {
    await draft.clearHistory();
    await draft.evaluateWithoutGeneratingNewTokens(prompt.slice(0, -1));
  }
  return prompt.slice(-1);
}

async function write(
  { sequence }: Way,
  last: readonly number[],
  {
    numTokens,
    endTokens = [],
  }: { readonly numTokens: number; readonly endTokens?: readonly number[] | undefined },
): Promise<number[]> {
  const tokens: number[] = [];
  for await (const token of sequence.evaluate(last, { temperature: 0 })) {
    if (endTokens.includes(token)) break;
    tokens.push(token);
    if (tokens.length >= numTokens) break;
  }
  return tokens;
}

serve(async (request) => {
  switch (request.kind) {
    case "open": {
      const module = process.env["LLAMA_MODULE"];
      if (module === undefined) throw new Error("LLAMA_MODULE names the folder of node-llama-cpp");
      const from = (await import(pathToFileURL(`${module}/dist/index.js`).href)) as LlamaModule;
      const llama = await from.getLlama({
        logLevel: "error",
        gpu: false,
        build: "never",
        maxThreads: request.threads,
      });
      library = from;
      model = await llama.loadModel({ modelPath: request.model });
      if (request.draft !== undefined) {
        draftModel = await llama.loadModel({ modelPath: request.draft });
      }
      createContext = (of) =>
        of.createContext({
          contextSize: request.contextSize ?? 2048,
          threads: request.threads,
          batchSize: 512,
        });
      return {};
    }
    case "run": {
      const way = await wayOf(request.strategy);
      await way.sequence.clearHistory();
      const begin = performance.now();
      const last = await feed(way, request.prompt);
      const fed = performance.now();
      const tokens = await write(way, last, request);
      return { tokens, prefillMs: fed - begin, decodeMs: performance.now() - fed };
    }
    case "first": {
      const way = await wayOf("autoregressive");
      if (request.isCold) await way.sequence.clearHistory();
      const begin = performance.now();
      const tokens = await write(way, await feed(way, request.prompt), { numTokens: 1 });
      return { tokens, prefillMs: performance.now() - begin };
    }
    case "prompt":
    case "row":
      throw new Error("only Foretype makes prompts and answers with logits");
    case "tokens":
      return { tokens: model?.tokenize(request.text, request.hasMarks) ?? [] };
    default:
      return request satisfies never;
  }
});
