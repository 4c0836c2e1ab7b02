/**
 * Compares greedy texts of Foretype and llama.cpp on the same GGUF file and the same prompt tokens. Where they part, it shows by how much
 * Foretype's token leads the one that llama.cpp took: rounding decides near ties, and a mistake in the model would not.
 *
 * Run with `LLAMA_MODULE=FOLDER/node_modules/node-llama-cpp npx tsx test/bench/llama/compareTexts.ts MODEL.gguf CASES.jsonl
 * [cases] [precision]`; node-llama-cpp is installed by whoever measures.
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "./worker";

const [model = "", casesFile = "", limit = "100", precision = "auto"] = process.argv.slice(2);
const numTokens = 32;
/** Nats; with a smaller lead two tokens count as tied. */
const nearTie = 0.3;

interface Case {
  readonly id: string;
  readonly prefix: string;
  readonly suffix: string;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const cases = readFileSync(casesFile, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);
const stride = Math.max(1, Math.floor(cases.length / Number(limit)));
const chosen = cases.filter((_, i) => i % stride === 0).slice(0, Number(limit));

async function main(): Promise<void> {
  const llama = new Worker("llama.cpp", "llamaWorker.ts");
  const foretype = new Worker("Foretype", "foretypeWorker.ts");
  const cacheFolder = path.join(os.tmpdir(), "foretype-bench");
  for (const worker of [llama, foretype]) {
    await worker.ask({ kind: "open", model, threads: 2, precision, cacheFolder });
  }

  const strategy = "autoregressive";
  const leads: number[] = [];
  let numEqual = 0;
  let numSameTokens = 0;
  for (const { id, prefix, suffix } of chosen) {
    const text = `<|fim_prefix|>${prefix.slice(-1400)}<|fim_suffix|>${suffix.slice(0, 400)}<|fim_middle|>`;
    const parts = [prefix.slice(-1400), suffix.slice(0, 400)];
    const { tokens: prompt = [] } = await llama.ask({ kind: "tokens", text, hasMarks: true });
    const own = await Promise.all(
      parts.map((part) => llama.ask({ kind: "tokens", text: part, hasMarks: false })),
    );
    const ours: number[][] = [];
    for (const part of parts)
      ours.push([
        ...((await foretype.ask({ kind: "tokens", text: part, hasMarks: false })).tokens ?? []),
      ]);
    if (String(own.map(({ tokens }) => tokens)) === String(ours)) numSameTokens++;
    const theirs = await llama.ask({ kind: "run", prompt, numTokens, strategy });
    const mine = await foretype.ask({ kind: "run", prompt, numTokens, strategy });
    const [a = [], b = []] = [mine.tokens, theirs.tokens];
    const first = a.findIndex((token, i) => i < b.length && token !== b[i]);
    if (first === -1) {
      numEqual++;
      continue;
    }
    const row = await foretype.ask({ kind: "row", prompt: [...prompt, ...a.slice(0, first)] });
    const logitOf = (token: number | undefined): number =>
      row.logits?.[row.tokens?.indexOf(token ?? -1) ?? -1] ?? -Infinity;
    const lead = logitOf(a[first]) - logitOf(b[first]);
    leads.push(lead);
    print(`${id}: differs at token ${String(first)}, Foretype's leads by ${lead.toFixed(3)} nats`);
  }
  const numTies = leads.filter((lead) => lead < nearTie).length;
  print(
    `${String(numEqual)} of ${String(chosen.length)} texts equal; of ${String(leads.length)} differences ${String(numTies)} are near ties (below ${String(nearTie)} nats); ` +
      `texts tokenised alike: ${String(numSameTokens)}`,
  );
  for (const worker of [llama, foretype]) worker.end();
}

void main();
