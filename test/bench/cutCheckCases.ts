/**
 * Cuts the short cases that `foretype models check` asks models about out of this repository's own sources: places in words and places
 * where a line begins, in equal parts, a quarter of them in Python.
 *
 * Run with `npx tsx test/bench/cutCheckCases.ts` from the repository's folder. Writes models/check-cases.jsonl.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { cutCases } from "../../src/cli/cases/cutCases";
import { sourceFiles, type SourceFile } from "../../src/cli/cases/sourceFiles";
import { SeededRandom } from "../../src/cli/seededRandom";
import type { CaseKind, CompletionCase } from "../../src/core/check/completionCase";

const root = path.join(import.meta.dirname, "../..");

/** A model that takes 5 ms for a prompt token is asked about each of them in eight ways: the texts are short. */
const mostPrefixUnits = 360;
const mostSuffixUnits = 180;

/** Folders, and how many cases of each kind are cut out of them. */
const sources: readonly (readonly [folder: string, numCases: number])[] = [
  ["src", 18],
  ["test/reference", 6],
];

const kinds: readonly CaseKind[] = ["mid", "line"];

async function main(): Promise<void> {
  const cases: CompletionCase[] = [];
  for (const [folder, numCases] of sources) {
    const files = await sourceFiles(path.join(root, folder));
    const named = files.map(({ path: name, text }): SourceFile => ({
      path: `${folder}/${name}`,
      text,
    }));
    // Blocks are cut too, and left out.
    const cut = cutCases(named, 12 * numCases, new SeededRandom(11)).map(shortened);
    for (const kind of kinds) {
      cases.push(...cut.filter((one) => one.kind === kind && isTelling(one)).slice(0, numCases));
    }
  }
  // The kinds and languages take turns, so that the first few cases are a fair sample too.
  const mixed = new SeededRandom(5);
  const pools = kinds.map((kind) => cases.filter((one) => one.kind === kind));
  const lines: string[] = [];
  for (let taken = 0; taken < cases.length; taken++) {
    const one = mixed.take(pools[taken % kinds.length] ?? []);
    if (one === undefined) continue;
    const id = `${one.kind}-${String(taken).padStart(2, "0")}`;
    lines.push(`${JSON.stringify({ ...one, id })}\n`);
  }
  writeFileSync(path.join(root, "models/check-cases.jsonl"), lines.join(""));
}

/** Whole lines, as many as are allowed. */
function shortened(one: CompletionCase): CompletionCase {
  const prefix = one.prefix.slice(-mostPrefixUnits);
  const suffix = one.suffix.slice(0, mostSuffixUnits);
  return {
    ...one,
    prefix: prefix === one.prefix ? prefix : prefix.slice(prefix.indexOf("\n") + 1),
    suffix: suffix === one.suffix ? suffix : suffix.slice(0, suffix.lastIndexOf("\n") + 1),
  };
}

/** There is something to go by, and something to write that is not import or bracket. */
function isTelling({ prefix, suffix, expected }: CompletionCase): boolean {
  const line = prefix.slice(prefix.lastIndexOf("\n") + 1) + expected;
  return (
    prefix.length > 160 &&
    suffix.length > 40 &&
    expected.length <= 70 &&
    !/^\s*(import|from|export \{)/.test(line) &&
    !/^\s*(\*|\/\/|#|""")/.test(line)
  );
}

void main();
