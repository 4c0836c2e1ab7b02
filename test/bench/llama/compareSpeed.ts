/**
 * Compares the speed of Foretype and llama.cpp on the same GGUF file: prompts, writing, the first token of a cold prompt and
 * the first token after one more key. All engines take turns, each in a process of its own that sleeps meanwhile.
 *
 * Run with `LLAMA_MODULE=FOLDER/node_modules/node-llama-cpp npx tsx test/bench/llama/compareSpeed.ts MODEL.gguf CASES.jsonl
 * [rounds] [precision,...] [strategy,...]`; node-llama-cpp is installed by whoever measures.
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "./worker";

const [model = "", casesFile = "", rounds = "7", precisions = "auto", ids = "autoregressive,auto"] =
  process.argv.slice(2);
const threads = 2;
const promptTokens = 600;
const writtenTokens = 48;

interface Case {
  readonly prefix: string;
  readonly suffix: string;
  readonly expected: string;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const cases = readFileSync(casesFile, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

async function main(): Promise<void> {
  const llama = new Worker("llama.cpp", "llamaWorker.ts");
  const ours = precisions.split(",").map((precision) => ({
    precision,
    worker: new Worker(`Foretype ${precision}`, "foretypeWorker.ts"),
  }));
  const cacheFolder = path.join(os.tmpdir(), "foretype-bench");
  for (const { precision, worker } of [{ precision: "", worker: llama }, ...ours]) {
    const begin = performance.now();
    const { memory } = await worker.ask({ kind: "open", model, threads, precision, cacheFolder });
    print(
      `${worker.name}: open after ${((performance.now() - begin) / 1000).toFixed(1)} s, resident ${(memory / 1e6).toFixed(0)} MB`,
    );
  }

  /** Prompts of exactly 600 tokens that end inside real code, and the same with one more key. */
  const prompts: { readonly before: number[]; readonly after: number[] }[] = [];
  for (const { prefix, suffix, expected } of cases) {
    const text = `<|fim_prefix|><|fim_suffix|>${suffix.slice(0, 400)}<|fim_middle|>${prefix}`;
    const { tokens: before = [] } = await llama.ask({ kind: "tokens", text, hasMarks: true });
    if (before.length < promptTokens) continue;
    const { tokens: after = [] } = await llama.ask({
      kind: "tokens",
      text: text + expected.slice(0, 1),
      hasMarks: true,
    });
    prompts.push({
      before: before.slice(-promptTokens),
      after: [...before.slice(-promptTokens, -2), ...after.slice(before.length - 2)],
    });
    if (prompts.length >= Number(rounds)) break;
  }

  const figures = new Map<string, Map<string, number[]>>();
  function note(engine: string, figure: string, value: number): void {
    const ofEngine = figures.get(engine) ?? new Map<string, number[]>();
    ofEngine.set(figure, [...(ofEngine.get(figure) ?? []), value]);
    figures.set(engine, ofEngine);
  }

  for (const { before, after } of prompts) {
    for (const worker of [llama, ...ours.map((each) => each.worker)]) {
      const names = worker === llama ? ["autoregressive"] : ids.split(",");
      let plain: readonly number[] | undefined;
      for (const strategy of names) {
        const engine = worker === llama ? worker.name : `${worker.name} ${strategy}`;
        const run = await worker.ask({
          kind: "run",
          prompt: before,
          numTokens: writtenTokens,
          strategy,
        });
        note(engine, "prompt tokens/s", (1000 * (promptTokens - 1)) / (run.prefillMs ?? NaN));
        note(
          engine,
          "written tokens/s",
          (1000 * (run.tokens?.length ?? 0)) / (run.decodeMs ?? NaN),
        );
        note(engine, "memory MB", run.memory / 1e6);
        plain ??= run.tokens;
        note(engine, "same text as one at a time", String(run.tokens) === String(plain) ? 1 : 0);
      }
      const cold = await worker.ask({ kind: "first", prompt: before, isCold: true });
      note(worker.name, "first token, cold, ms", cold.prefillMs ?? NaN);
      const warm = await worker.ask({ kind: "first", prompt: after, isCold: false });
      note(worker.name, "first token after one more key, ms", warm.prefillMs ?? NaN);
    }
  }
  print(
    `${os.cpus()[0]?.model ?? ""}, ${String(threads)} threads, ${String(prompts.length)} prompts of ${String(promptTokens)} tokens, medians`,
  );
  for (const [engine, ofEngine] of figures) {
    print(engine);
    for (const [figure, values] of ofEngine)
      print(
        `  ${figure}: ${median(values).toFixed(1)}  (${values.map((v) => v.toFixed(0)).join(" ")})`,
      );
  }
  for (const worker of [llama, ...ours.map((each) => each.worker)]) worker.end();
}

void main();
