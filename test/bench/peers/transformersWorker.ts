import path from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../llama/workerApi";

/** What is used of @huggingface/transformers, which is no dependency of the project: the caller says where it is. */
interface TransformersModule {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly AutoModelForCausalLM: {
    from_pretrained(name: string, options: object): Promise<Model>;
  };
}
interface Model {
  generate(options: object): Promise<{ tolist(): bigint[][] }>;
}

let library: TransformersModule | undefined;
let model: Model | undefined;

/** Writes on greedily, and says when each token came. The whole prompt is read for the first. */
async function write(
  prompt: readonly number[],
  numTokens: number,
  endTokens: readonly number[],
): Promise<{ readonly tokens: readonly number[]; readonly times: readonly number[] }> {
  if (library === undefined || model === undefined) throw new Error("no model is open");
  const dims = [1, prompt.length];
  const times: number[] = [];
  let isPrompt = true;
  const output = await model.generate({
    inputs: new library.Tensor("int64", BigInt64Array.from(prompt, BigInt), dims),
    attention_mask: new library.Tensor("int64", new BigInt64Array(prompt.length).fill(1n), dims),
    max_new_tokens: numTokens,
    do_sample: false,
    eos_token_id: [...endTokens],
    streamer: {
      put: () => {
        // The prompt is told first.
        if (!isPrompt) times.push(performance.now());
        isPrompt = false;
      },
      end: () => undefined,
    },
  });
  const all = (output.tolist()[0] ?? []).map(Number);
  const tokens = all.slice(prompt.length);
  return { tokens: tokens.filter((token) => !endTokens.includes(token)), times };
}

serve(async (request) => {
  switch (request.kind) {
    case "open": {
      const module = process.env["TRANSFORMERS_MODULE"];
      if (module === undefined) {
        throw new Error("TRANSFORMERS_MODULE names the folder of @huggingface/transformers");
      }
      const file = pathToFileURL(path.join(module, "dist/transformers.node.mjs")).href;
      library = (await import(file)) as TransformersModule;
      library.env.allowRemoteModels = false;
      library.env.localModelPath = path.dirname(request.model);
      model = await library.AutoModelForCausalLM.from_pretrained(path.basename(request.model), {
        dtype: "fp32",
        device: "cpu",
        session_options: { intraOpNumThreads: request.threads, interOpNumThreads: 1 },
      });
      return {};
    }
    case "run": {
      const { prompt, numTokens, endTokens = [] } = request;
      const { tokens, times } = await write(prompt, numTokens, endTokens);
      const [first, last] = [times[0], times.at(-1)];
      // As if the first token had taken as long as the others.
      const decodeMs =
        first === undefined || last === undefined || times.length < 2
          ? undefined
          : ((last - first) * tokens.length) / (times.length - 1);
      return { tokens, ...(decodeMs !== undefined && { decodeMs }) };
    }
    case "prompt":
    case "first":
    case "row":
    case "tokens":
      throw new Error("transformers.js is asked for whole texts only");
    default:
      return request satisfies never;
  }
});
