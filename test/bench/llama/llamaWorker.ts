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
  createContext(options: object): Promise<{ getSequence(): Sequence }>;
}
interface LlamaModule {
  readonly getLlama: (options: object) => Promise<{ loadModel(options: object): Promise<Model> }>;
}

let model: Model | undefined;
let sequence: Sequence | undefined;

/** Feeds all of a prompt but its last token, keeping the rows that it shares with what is there. */
async function feed(prompt: readonly number[]): Promise<number[]> {
  if (sequence === undefined) throw new Error("no model is open");
  const held = sequence.contextTokens;
  let numShared = 0;
  while (numShared < prompt.length - 1 && held[numShared] === prompt[numShared]) numShared++;
  if (numShared < held.length) {
    await sequence.eraseContextTokenRanges([{ start: numShared, end: held.length }]);
  }
  const rest = prompt.slice(numShared, -1);
  if (rest.length > 0) await sequence.evaluateWithoutGeneratingNewTokens(rest);
  return prompt.slice(-1);
}

async function write(last: readonly number[], numTokens: number): Promise<number[]> {
  const tokens: number[] = [];
  if (sequence === undefined) return tokens;
  for await (const token of sequence.evaluate(last, { temperature: 0 })) {
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
      const { getLlama } = (await import(
        pathToFileURL(`${module}/dist/index.js`).href
      )) as LlamaModule;
      const llama = await getLlama({ gpu: false, build: "never", maxThreads: request.threads });
      model = await llama.loadModel({ modelPath: request.model });
      const context = await model.createContext({
        contextSize: 2048,
        threads: request.threads,
        batchSize: 512,
      });
      sequence = context.getSequence();
      return {};
    }
    case "run": {
      await sequence?.clearHistory();
      const begin = performance.now();
      const last = await feed(request.prompt);
      const fed = performance.now();
      const tokens = await write(last, request.numTokens);
      return { tokens, prefillMs: fed - begin, decodeMs: performance.now() - fed };
    }
    case "first": {
      if (request.isCold) await sequence?.clearHistory();
      const begin = performance.now();
      const tokens = await write(await feed(request.prompt), 1);
      return { tokens, prefillMs: performance.now() - begin };
    }
    case "row":
      throw new Error("only Foretype answers with logits");
    case "tokens":
      return { tokens: model?.tokenize(request.text, request.hasMarks) ?? [] };
    default:
      return request satisfies never;
  }
});
