import type { FimTokens, HoleStart } from "./fimFormat";

/** How the models of one family spell the marks that their prompts are made with. */
export interface FimFamily {
  readonly tokens: Pick<FimTokens, "prefix" | "suffix" | "middle">;
  /** Marks before a path, the newest spelling first. */
  readonly file: readonly string[];
  /** Marks before a repository's name. */
  readonly repository: readonly string[];
  /** What a model is asked with until it has been checked. */
  readonly holeStart: HoleStart;
}

/**
 * Families by what stands in their vocabularies. A vocabulary can hold the marks without the model having been trained on them (that
 * of Qwen 2.5 is the coder's, too): only a check of the model tells.
 *
 * The hole starts at the window where that was measured to be best (Qwen2.5-Coder 0.5B: 53 % of cursors in words against 48 % with
 * the hole at the cursor and 57 % with it at the line, and 28 % of line starts against 18 % and 18 %). Elsewhere it starts at the line,
 * which is in the form that every family was trained on, with both texts in their places, and keeps the cache while a line is typed.
 *
 * Codestral's `[PREFIX]` and `[SUFFIX]` are left out: Mistral's vocabularies hold them in models that never learnt to fill in, and
 * there is no mark between the text before the hole and the middle. Such a model is asked as one without marks.
 */
export const fimFamilies: readonly FimFamily[] = [
  // Qwen2.5-Coder (arXiv:2409.12186) and the embedded model
  {
    tokens: { prefix: "<|fim_prefix|>", suffix: "<|fim_suffix|>", middle: "<|fim_middle|>" },
    file: ["<|file_sep|>"],
    repository: ["<|repo_name|>"],
    holeStart: "window",
  },
  // CodeGemma (arXiv:2406.11409) and later Granite models. `<|file_separator|>` ends a file and begins no path.
  {
    tokens: { prefix: "<|fim_prefix|>", suffix: "<|fim_suffix|>", middle: "<|fim_middle|>" },
    file: [],
    repository: [],
    holeStart: "line",
  },
  // StarCoder (arXiv:2305.06161), StarCoder2 (arXiv:2402.19173), Granite Code (arXiv:2405.04324), Refact, Stable Code
  {
    tokens: { prefix: "<fim_prefix>", suffix: "<fim_suffix>", middle: "<fim_middle>" },
    file: ["<file_sep>", "<filename>"],
    repository: ["<repo_name>", "<reponame>"],
    holeStart: "line",
  },
  // SantaCoder (arXiv:2301.03988)
  {
    tokens: { prefix: "<fim-prefix>", suffix: "<fim-suffix>", middle: "<fim-middle>" },
    file: [],
    repository: [],
    holeStart: "line",
  },
  // DeepSeek-Coder (arXiv:2401.14196), whose names say where the marks stand: before the prefix, in the hole, behind the suffix
  {
    tokens: { prefix: "<｜fim▁begin｜>", suffix: "<｜fim▁hole｜>", middle: "<｜fim▁end｜>" },
    file: [],
    repository: [],
    holeStart: "line",
  },
  // Code Llama (arXiv:2308.12950)
  {
    tokens: { prefix: "▁<PRE>", suffix: "▁<SUF>", middle: "▁<MID>" },
    file: [],
    repository: [],
    holeStart: "line",
  },
  // GLM-4.5 and its kin
  {
    tokens: { prefix: "<|code_prefix|>", suffix: "<|code_suffix|>", middle: "<|code_middle|>" },
    file: [],
    repository: [],
    holeStart: "line",
  },
];
