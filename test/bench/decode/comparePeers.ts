import os from "node:os";
import path from "node:path";
import type { CliHost } from "../../../src/cli/cliHost";
import { interleave } from "../../../src/cli/bench/interleave";
import { ratioInterval } from "../../../src/cli/measure/ratioInterval";
import { strategies } from "../../../src/core/decode/strategies";
import { invariant } from "../../../src/core/errors";
import { embeddedModelId } from "../../../src/core/model/embeddedModel";
import type { Precision } from "../../../src/core/model/modelSource";
import { chooseThreads } from "../../../src/runtime/session/chooseThreads";
import { Worker } from "../llama/worker";
import type { WorkerReply } from "../llama/workerApi";
import { writeSeedExport, writeSeedGguf } from "../peers/seedFiles";
import type { PeerDifference, PeerFigures, PeerRun } from "./figures/peerRun";
import type { BenchOptions } from "./options";
import type { BenchTask } from "./tasks/benchTask";

/** Weights that several engines open. */
interface Weights {
  readonly name: string;
  readonly gguf: string;
  readonly draft?: string;
  /** How Foretype stores them, so that they are the same numbers. */
  readonly precision: Precision;
  /** The same weights for transformers.js. */
  readonly exported?: string;
  /** Most positions. */
  readonly contextSize: number;
}

/** An engine and its ways to decode. */
interface Engine {
  readonly name: string;
  readonly worker: Worker;
  readonly ways: readonly string[];
}

/** What an engine made of a prompt in one way. */
interface Run {
  readonly engine: string;
  readonly way: string;
  readonly replies: (WorkerReply | undefined)[];
}

interface PeerPrompt {
  readonly taskId: string;
  readonly tokens: readonly number[];
  readonly endTokens: readonly number[];
}

const maxContext = 2048;
const embeddedContext = 1024;

/**
 * Lets Foretype and other engines write on behind the same prompts: each GGUF file that is benched, and the embedded model in the forms
 * that the others read.
 *
 * @param packages the node_modules folder that has them
 */
export async function* comparePeers(
  tasks: readonly BenchTask[],
  packages: string,
  { options, host }: { readonly options: BenchOptions; readonly host: CliHost },
): AsyncGenerator<PeerRun> {
  const folder = path.resolve(packages);
  process.env["LLAMA_MODULE"] = path.join(folder, "node-llama-cpp");
  process.env["TRANSFORMERS_MODULE"] = path.join(folder, "@huggingface/transformers");
  for (const weights of await weightsOf(options)) {
    if (host.cancellation.isCancelled) return;
    yield await compare(weights, tasks, options, host);
  }
}

async function weightsOf({ models }: BenchOptions): Promise<readonly Weights[]> {
  const found: Weights[] = [];
  // Own layers are no model that another engine could open.
  for (const { model, draft } of models.filter(({ earlyExit }) => earlyExit === undefined)) {
    const name =
      path.basename(model) + (draft === undefined ? "" : ` with ${path.basename(draft)}`);
    if (model.endsWith(".gguf")) {
      const shared = { name, gguf: path.resolve(model), contextSize: maxContext };
      const isPair = draft?.endsWith(".gguf") === true;
      found.push({ ...shared, precision: "auto", ...(isPair && { draft: path.resolve(draft) }) });
    } else if (model === embeddedModelId) {
      const folder = path.join(os.tmpdir(), "foretype-bench-peers");
      const exported = await writeSeedExport(folder);
      const [floats, bytes] = [
        await writeSeedGguf(folder, "F32"),
        await writeSeedGguf(folder, "Q8_0"),
      ];
      const contextSize = embeddedContext;
      found.push(
        { name: `${name}, F32`, gguf: floats, precision: "fp32", exported, contextSize },
        { name: `${name}, Q8_0`, gguf: bytes, precision: "auto", contextSize },
      );
    }
  }
  return found;
}

async function compare(
  weights: Weights,
  tasks: readonly BenchTask[],
  options: BenchOptions,
  host: CliHost,
): Promise<PeerRun> {
  const threads = chooseThreads(options.threads);
  const { maxTokens: numTokens } = options;
  const { gguf, draft, contextSize, precision } = weights;
  const hasDraft = draft !== undefined;
  const ours: Engine = {
    name: "Foretype",
    worker: new Worker("Foretype", "foretypeWorker.ts"),
    ways: strategies
      .filter(({ needs }) => needs === undefined || (hasDraft && needs === "draft-model"))
      .filter(({ id }, i) => i === 0 || (options.strategies?.includes(id) ?? true))
      .map(({ id }) => id),
  };
  const engines = [
    ours,
    {
      name: "llama.cpp",
      worker: new Worker("llama.cpp", "llamaWorker.ts"),
      ways: [
        ...["autoregressive", "input-lookup", "input-lookup, 2-8 agree"],
        ...(hasDraft ? ["draft-model", "draft-model, waits for 1-4"] : []),
      ],
    },
    ...(weights.exported === undefined
      ? []
      : [
          {
            name: "transformers.js",
            worker: new Worker("transformers.js", "../peers/transformersWorker.ts"),
            ways: ["autoregressive"],
          },
        ]),
  ];
  try {
    for (const { name, worker } of engines) {
      const model = name === "transformers.js" ? (weights.exported ?? gguf) : gguf;
      const opening = { model, threads, precision, contextSize, cacheFolder: host.cacheFolder };
      await worker.ask({ kind: "open", ...opening, ...(hasDraft && { draft }) });
    }
    const prompts = await promptsOf(tasks, ours.worker, options, contextSize);
    const runs = await runAll(engines, prompts, numTokens, host);
    const figures: PeerFigures[] = [];
    for (const run of runs) figures.push(await figuresOf(run, runs[0], prompts, ours.worker));
    return { weights: weights.name, threads, numTokens, figures };
  } finally {
    for (const { worker } of engines) worker.end();
  }
}

/** Prompts of tasks of all families in turn. */
async function promptsOf(
  tasks: readonly BenchTask[],
  worker: Worker,
  { maxPromptTokens, maxTokens, numPeerPrompts }: BenchOptions,
  contextSize: number,
): Promise<readonly PeerPrompt[]> {
  const stride = Math.max(1, Math.floor(tasks.length / numPeerPrompts));
  const chosen = tasks.filter((_, i) => i % stride === 0).slice(0, numPeerPrompts);
  const prompts: PeerPrompt[] = [];
  for (const place of chosen) {
    // Drafts may stand behind the last token.
    const room = Math.min(maxPromptTokens, contextSize - maxTokens - 64);
    const request = { kind: "prompt", place, maxPromptTokens: room } as const;
    const { tokens = [], endTokens = [] } = await worker.ask(request);
    prompts.push({ taskId: place.id, tokens, endTokens });
  }
  return prompts;
}

/** Every engine in every way behind every prompt, taking turns; once before, for what is done at the first time only. */
async function runAll(
  engines: readonly Engine[],
  prompts: readonly PeerPrompt[],
  numTokens: number,
  { cancellation }: CliHost,
): Promise<readonly Run[]> {
  const entries = engines.flatMap((engine) =>
    engine.ways.map((way) => ({
      engine,
      way,
      replies: prompts.map((): WorkerReply | undefined => undefined),
    })),
  );
  const ask = (index: number, prompt: PeerPrompt): Promise<WorkerReply> => {
    const entry = entries[index];
    invariant(entry !== undefined, "turns are about what there is");
    const { tokens, endTokens } = prompt;
    const request = { kind: "run", prompt: tokens, endTokens, numTokens } as const;
    return entry.engine.worker.ask({ ...request, strategy: entry.way });
  };
  const [first] = prompts;
  if (first !== undefined) for (const index of entries.keys()) await ask(index, first);
  for (const { caseIndex, strategyIndex } of interleave(prompts.length, entries.length)) {
    const prompt = prompts[caseIndex];
    const replies = entries[strategyIndex]?.replies;
    if (cancellation.isCancelled || prompt === undefined || replies === undefined) break;
    replies[caseIndex] = await ask(strategyIndex, prompt);
  }
  return entries.map(({ engine, way, replies }) => ({ engine: engine.name, way, replies }));
}

async function figuresOf(
  { engine, way, replies }: Run,
  baseline: Run | undefined,
  prompts: readonly PeerPrompt[],
  worker: Worker,
): Promise<PeerFigures> {
  const shares = replies.flatMap((reply) => {
    const num = reply?.tokens?.length ?? 0;
    return num > 0 && reply?.decodeMs !== undefined && reply.decodeMs > 0
      ? [{ part: 1000 * num, whole: reply.decodeMs }]
      : [];
  });
  const differences: PeerDifference[] = [];
  let numPrompts = 0;
  let promptTokens = 0;
  let promptMs = 0;
  for (const [i, prompt] of prompts.entries()) {
    const [own, other] = [baseline?.replies[i]?.tokens, replies[i]?.tokens];
    if (own === undefined || other === undefined) continue;
    numPrompts += 1;
    const { prefillMs } = replies[i] ?? {};
    if (prefillMs !== undefined) {
      promptTokens += prompt.tokens.length - 1;
      promptMs += prefillMs;
    }
    const position = firstDifference(own, other);
    if (position === undefined) continue;
    const lead = await leadOf(
      own[position],
      other[position],
      [...prompt.tokens, ...own.slice(0, position)],
      worker,
    );
    differences.push({ taskId: prompt.taskId, position, lead });
  }
  return {
    ...{ engine, strategy: way, numPrompts, differences },
    numEqual: numPrompts - differences.length,
    promptTokensPerSecond: promptMs > 0 ? (1000 * promptTokens) / promptMs : undefined,
    tokensPerSecond: ratioInterval(shares),
  };
}

/** Number of equal tokens before the first that differs; `undefined` for equal texts. */
export function firstDifference(
  one: readonly number[],
  other: readonly number[],
): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return undefined;
}

async function leadOf(
  own: number | undefined,
  other: number | undefined,
  before: readonly number[],
  worker: Worker,
): Promise<number | null> {
  const { tokens = [], logits = [] } = await worker.ask({ kind: "row", prompt: before });
  const logitOf = (token: number | undefined): number | undefined =>
    token === undefined ? undefined : logits[tokens.indexOf(token)];
  const [first, second] = [logitOf(own), logitOf(other)];
  return first === undefined || second === undefined ? null : first - second;
}
