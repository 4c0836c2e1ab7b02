import { Tokenizer } from "@huggingface/tokenizers";

/** How the `ByteLevel` step cuts where it is told to use its own expression (Radford et al. 2019, GPT-2). */
const byteLevelCuts =
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/**
 * Cuts text as a pre-tokenizer does, by the tokenizer library, but leaves the pieces as text: spelling each byte by a character
 * of its own takes 9/10 of the library's time (16 µs for 15 characters instead of 2).
 *
 * @param preTokenizer of a byte-level file: steps that split, and a `ByteLevel` step
 */
export function textCutter(preTokenizer: object | null): (text: string) => readonly string[] {
  const steps = stepsOf(preTokenizer).flatMap((step): readonly object[] => {
    if (!("type" in step) || step.type !== "ByteLevel") return [step];
    const isCutting = !("use_regex" in step) || step.use_regex !== false;
    return isCutting
      ? [{ type: "Split", pattern: { Regex: byteLevelCuts }, behavior: "Isolated", invert: false }]
      : [];
  });
  if (steps.length === 0) return (text) => [text];
  const { pre_tokenizer: cutter } = new Tokenizer(
    {
      normalizer: null,
      pre_tokenizer: { type: "Sequence", pretokenizers: steps },
      model: { type: "BPE", vocab: {}, merges: [] },
      post_processor: null,
      decoder: null,
      added_tokens: [],
    },
    {},
  );
  return (text) => cutter?.pre_tokenize(text) ?? [text];
}

/** The steps of a pre-tokenizer, sequences within sequences in order. */
function stepsOf(preTokenizer: unknown): readonly object[] {
  if (typeof preTokenizer !== "object" || preTokenizer === null) return [];
  if (!("pretokenizers" in preTokenizer)) return [preTokenizer];
  const steps = preTokenizer.pretokenizers;
  return Array.isArray(steps) ? steps.flatMap(stepsOf) : [];
}
