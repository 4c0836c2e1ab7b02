import type { CompletionCase } from "../../core/check/completionCase";
import type { SourceFile } from "./sourceFiles";

/**
 * The stretches of source that cases were cut out of, put together again. Cases that were cut out of one stretch give it
 * once; of a long file there may be several that overlap.
 */
export function caseTexts(cases: readonly CompletionCase[]): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (const { path, prefix, expected, suffix } of cases) {
    const text = prefix + expected + suffix;
    files.set(`${path}\n${text}`, { path, text });
  }
  return [...files.values()];
}
