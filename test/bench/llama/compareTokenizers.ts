/**
 * Holds the tokenizer that is rebuilt from a GGUF file's metadata to llama.cpp's own, over every text file of some folders and some
 * texts that tokenizers find difficult.
 *
 * Run with `LLAMA_MODULE=FOLDER/node_modules/node-llama-cpp npx tsx test/bench/llama/compareTokenizers.ts MODEL.gguf FOLDER...`.
 * node-llama-cpp is installed by whoever compares, a vocabulary without weights is enough, and a folder's files are sorted by the
 * folders in it, such as one for each language.
 *
 * Two differences are told apart. Where a text holds the name of a user-defined mark llama.cpp writes the mark, and we write text;
 * and SentencePiece's "▁" is a blank there, and a character of its own here.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CachedEncoder } from "../../../src/core/tokens/cachedEncoder";
import type { Vocabulary } from "../../../src/core/tokens/vocabulary";
import { openGgufParts } from "../../../src/runtime/gguf/ggufParts";
import { ggufTokenizer } from "../../../src/runtime/gguf/tokenizer/ggufTokenizer";
import { createVocabulary } from "../../../src/runtime/tokenizer/createVocabulary";
import type { TokenizerFile } from "../../../src/runtime/tokenizer/tokenizerFile";
import { difficultTexts } from "../../support/difficultTexts";

/** What is used of node-llama-cpp, which is no dependency of the project. */
interface LlamaModule {
  readonly LlamaLogLevel: { readonly error: unknown };
  getLlama(options: object): Promise<{
    loadModel(options: object): Promise<{
      tokenize(text: string, specialTokens: boolean): readonly number[];
      dispose(): Promise<void>;
    }>;
  }>;
}

interface Opened {
  readonly file: TokenizerFile;
  readonly vocabulary: Vocabulary;
  /** What llama.cpp puts in front of every text. */
  readonly prefix: string;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function open(model: string): Promise<Opened> {
  const parts = await openGgufParts(model);
  const { metadata } = parts;
  await parts.close();
  const file = ggufTokenizer(metadata);
  const size = metadata.strings("tokenizer.ggml.tokens").length;
  const hasPrefix =
    file.kind === "sentence-piece" && metadata.flag("tokenizer.ggml.add_space_prefix", true);
  return { file, vocabulary: createVocabulary(file, size, model), prefix: hasPrefix ? " " : "" };
}

function* textsIn(folder: string): Generator<{ readonly group: string; readonly text: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    const text = bytes.toString();
    if (Buffer.from(text).equals(bytes)) yield { group: path.basename(entry.parentPath), text };
  }
}

/** Where two token sequences part, and what they spell there. */
function describe(
  text: string,
  ours: Int32Array,
  theirs: readonly number[],
  { vocabulary }: Opened,
): string {
  const first = ours.findIndex((token, i) => token !== theirs[i]);
  const place = first < 0 ? Math.min(ours.length, theirs.length) : first;
  const spell = (tokens: ArrayLike<number>): string =>
    Array.from(tokens)
      .slice(Math.max(0, place - 2), place + 5)
      .map(
        (token) =>
          `${String(token)}:${JSON.stringify(Buffer.from(vocabulary.bytesOf(token)).toString("latin1"))}`,
      )
      .join(" ");
  return `  ${JSON.stringify(text.slice(0, 40))} at ${String(place)}\n    ours   ${spell(ours)}\n    theirs ${spell(theirs)}`;
}

/** What was found in the texts of one folder. */
interface Count {
  texts: number;
  tokens: number;
  /** Texts that are unlike in one of the two ways above. */
  meant: number;
  readonly unlike: string[];
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((token, i) => token === b[i]);

async function compare(
  model: string,
  modulePath: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, Count>> {
  const opened = await open(model);
  const moduleFile = pathToFileURL(path.resolve(modulePath, "dist/index.js")).href;
  const library = (await import(moduleFile)) as LlamaModule;
  const logLevel = library.LlamaLogLevel.error;
  const llama = await library.getLlama({ build: "never", gpu: false, logLevel });
  const theirs = await llama.loadModel({ modelPath: model, vocabOnly: true });
  const encoder = new CachedEncoder(opened.vocabulary);
  const userMarks = opened.file.addedTokens.filter(({ id }) => opened.vocabulary.isSpecial(id));
  const counts = new Map<string, Count>();
  const all = [
    ...difficultTexts.map((text) => ({ group: "(difficult)", text })),
    ...folders.flatMap((folder) => [...textsIn(folder)]),
  ];
  for (const { group, text } of all) {
    const count = counts.get(group) ?? { texts: 0, tokens: 0, meant: 0, unlike: [] };
    counts.set(group, count);
    const expected = theirs.tokenize(text, false);
    // Behind a prefix that is put in front of nothing there is nothing.
    const whole = text === "" ? "" : opened.prefix + text;
    const ours = opened.vocabulary.encode(whole);
    count.texts++;
    count.tokens += expected.length;
    const inPieces = encoder.encode(whole);
    if (!isSame(inPieces, ours)) {
      count.unlike.push(`  in pieces ${describe(text, inPieces, [...ours], opened)}`);
    } else if (!isSame(ours, expected)) {
      const hasBlankSign = opened.file.kind === "sentence-piece" && text.includes("▁");
      const isMeant = hasBlankSign || userMarks.some(({ id }) => expected.includes(id));
      if (isMeant) count.meant++;
      else count.unlike.push(describe(text, ours, expected, opened));
    }
  }
  await theirs.dispose();
  return counts;
}

async function main(): Promise<void> {
  const [model, ...folders] = process.argv.slice(2);
  const modulePath = process.env["LLAMA_MODULE"];
  if (model === undefined || modulePath === undefined) {
    throw new Error("name a GGUF file, and node-llama-cpp in LLAMA_MODULE");
  }
  for (const [group, count] of await compare(model, modulePath, folders)) {
    const { texts, tokens, meant, unlike } = count;
    print(
      `${group}: ${String(texts)} texts, ${String(tokens)} tokens, ${String(unlike.length)} unlike, ${String(meant)} meant to be`,
    );
    unlike.slice(0, 5).forEach(print);
  }
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    print(String(error));
    process.exit(1);
  },
);
