/** How a family cuts text before bytes merge. */
export interface PreTokenizer {
  /** In the form of a `tokenizer.json`. */
  readonly preTokenizer: object;
  /** Whether a pretoken that is a token is written as that one token, whatever the merges say. */
  readonly ignoresMerges: boolean;
  /** Whether texts begin with the mark for that where the file does not say it. */
  readonly begins: boolean;
}

const { raw } = String;

/** Short forms in either case, such as `'ll`. */
const shortForms = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

/** Signs with line breaks behind them; then line breaks; then blanks, of which the last goes to the word behind. */
const signsAndBlanks = raw` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/** A word with one sign or blank before it. */
const words = raw`[^\r\n\p{L}\p{N}]?\p{L}+`;

/** Words that end where a capital begins. */
const upper = raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`;
const lower = raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`;
const wordsByCase = (end: string): string =>
  raw`[^\r\n\p{L}\p{N}]?${upper}*${lower}+${end}|[^\r\n\p{L}\p{N}]?${upper}+${lower}*${end}`;

const signsWithSlashes = raw` ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

const hanAndKana = "[一-龥぀-ゟ゠-ヿ]+";
const hanAndHangul = "[一-龥ࠀ-一가-퟿]+";

const asciiSigns = raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_\x60{|}~]`;

const qwen = `${shortForms}|${words}|${raw`\p{N}`}|${signsAndBlanks}`;
const llama3 = `${shortForms}|${words}|${raw`\p{N}{1,3}`}|${signsAndBlanks}`;
const gpt4o = `${wordsByCase(`${shortForms}?`)}|${raw`\p{N}{1,3}`}|${signsWithSlashes}`;

/** Cut by GPT-2's own expression. */
const gpt2 = byExpressions([], true);

/** Cut into digits first, then by GPT-2's expression. */
const digitByDigit = byExpressions([raw`\p{N}`], true);

/**
 * What the metadata "tokenizer.ggml.pre" of a GGUF file names, as far as it is known. Sources: the `tokenizer.json` of each family,
 * for the names the hashes of its converter (llama.cpp, conversion/base.py). Compared with llama.cpp's token ids by
 * test/bench/llama/compareTokenizers.ts.
 */
export const preTokenizers: Readonly<Record<string, PreTokenizer>> = {
  ...named(["gpt-2", "phi-2", "mpt", "olmo", "mellum", "exaone4", "gigachat"], gpt2),
  ...named(["jais", "trillion", "a.x-4.0", "granite-docling"], gpt2),
  ...named(["starcoder", "refact", "smollm", "codeshell", "command-r"], digitByDigit),
  ...named(["mellum2", "exaone", "minerva-7b"], digitByDigit),
  ...named(["qwen2", "deepseek-r1-qwen", "megrez", "stablelm2", "hunyuan"], byExpressions([qwen])),
  ...named(["kormo", "solar-open", "grok-2"], byExpressions([qwen])),
  qwen35: byExpressions([
    `${shortForms}|${raw`[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`}`,
  ]),
  ...named(["llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "lfm2"], {
    ...byExpressions([llama3]),
    ignoresMerges: true,
    begins: true,
  }),
  ...named(["dbrx", "smaug-bpe", "chatglm-bpe"], byExpressions([llama3])),
  ...named(["glm4"], { ...byExpressions([llama3]), ignoresMerges: true }),
  ...named(["gpt-4o", "llama4", "kanana2", "minimax-m2"], byExpressions([gpt4o])),
  tekken: {
    ...byExpressions([`${wordsByCase("")}|${raw`\p{N}`}|${signsWithSlashes}`]),
    ignoresMerges: true,
    begins: true,
  },
  "seed-coder": byExpressions([
    `${shortForms}|${words}|${raw`\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+`}`,
  ]),
  "deepseek-coder": byExpressions([
    raw`[\r\n]`,
    raw`\s?\p{L}+`,
    raw`\s?\p{P}+`,
    hanAndHangul,
    raw`\p{N}`,
  ]),
  ...named(
    ["deepseek-v3", "hunyuan-dense", "joyai-llm"],
    byExpressions([
      raw`\p{N}{1,3}`,
      hanAndKana,
      `${asciiSigns}[A-Za-z]+|${raw`[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`}`,
    ]),
  ),
};

/** @param hasOwn whether `ByteLevel` cuts by its own expression, which is GPT-2's, after all others */
function byExpressions(expressions: readonly string[], hasOwn = false): PreTokenizer {
  const pretokenizers = [
    ...expressions.map((expression) => ({
      type: "Split",
      pattern: { Regex: expression },
      behavior: "Isolated",
      invert: false,
    })),
    { type: "ByteLevel", add_prefix_space: false, use_regex: hasOwn },
  ];
  return {
    preTokenizer: { type: "Sequence", pretokenizers },
    ignoresMerges: false,
    begins: false,
  };
}

function named(
  names: readonly string[],
  preTokenizer: PreTokenizer,
): Readonly<Record<string, PreTokenizer>> {
  return Object.fromEntries(names.map((name) => [name, preTokenizer]));
}
