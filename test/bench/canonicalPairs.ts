/**
 * Holds what each kind of tokenizer is said to write to what it encodes, over many pairs of tokens in context, and measures
 * what one answer costs.
 *
 * Run with `npx tsx test/bench/canonicalPairs.ts [pairs] [part of a tokenizer's name]`.
 */
import type { Vocabulary } from "../../src/core/tokens/vocabulary";
import { begins, randomPairs, realPairs, type PairInContext } from "../support/canonicalPairs";
import { seededRandom } from "../support/randomTree";
import { tokenizers } from "../support/tokenizers";

const numPairs = Number(process.argv[2] ?? 100_000);
const name = process.argv[3] ?? "";

function take(pairs: Generator<PairInContext, never>): readonly PairInContext[] {
  return Array.from({ length: numPairs }, () => pairs.next().value);
}

function spell(vocabulary: Vocabulary, { left, token }: PairInContext): string {
  return [...left, token]
    .map((part) => JSON.stringify(Buffer.from(vocabulary.bytesOf(part)).toString("latin1")))
    .join(" ");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Answers to all pairs, and the processor's time for one once the code is warm. */
function timed(
  vocabulary: Vocabulary,
  pairs: readonly PairInContext[],
): { readonly answers: readonly boolean[]; readonly perCall: string } {
  const ask = ({ left, token }: PairInContext): boolean => vocabulary.writes(left, token);
  pairs.slice(0, 20_000).forEach(ask);
  const before = process.cpuUsage();
  const answers = pairs.map(ask);
  const microseconds = process.cpuUsage(before).user / pairs.length;
  return { answers, perCall: `${microseconds.toFixed(1)} µs` };
}

for (const [title, open] of Object.entries(tokenizers)) {
  if (!title.includes(name)) continue;
  const vocabulary = open();
  const real = take(realPairs(vocabulary, seededRandom(11)));
  const ofReal = timed(vocabulary, real);
  const wrong = real.filter((_, i) => ofReal.answers[i] !== true);
  print(`${title}: ${real.length} real pairs, ${wrong.length} denied, ${ofReal.perCall}`);
  const random = take(randomPairs(vocabulary, seededRandom(12)));
  const ofRandom = timed(vocabulary, random);
  const unlike = random.filter(
    (pair, i) => begins(vocabulary, [...pair.left, pair.token]) !== ofRandom.answers[i],
  );
  const numWritten = ofRandom.answers.filter(Boolean).length;
  print(
    `${title}: ${random.length} random pairs, ${numWritten} written, ${unlike.length} unlike encoding, ${ofRandom.perCall}`,
  );
  for (const pair of [...wrong, ...unlike].slice(0, 40)) {
    const verdict = vocabulary.writes(pair.left, pair.token) ? "written" : "denied";
    print(`  ${verdict}: ${spell(vocabulary, pair)}`);
  }
}
