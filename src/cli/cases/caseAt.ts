import type { CaseKind, CompletionCase } from "../../core/check/completionCase";
import type { Span } from "./lineSpans";
import type { SourceFile } from "./sourceFiles";

/** More text than a prompt takes; it keeps the cases small. */
const maxPrefixLength = 6000;
const maxSuffixLength = 2000;

/**
 * The case whose expected text is `span` of the file.
 *
 * @param names its kind, and which case of its file of cases it is
 */
export function caseAt(
  { path, text }: SourceFile,
  span: Span,
  { kind, number }: { readonly kind: CaseKind; readonly number: number },
): CompletionCase {
  return {
    id: `${kind}-${String(number).padStart(4, "0")}`,
    kind,
    path,
    // No half of a surrogate pair at the outer ends.
    prefix: text
      .slice(0, span.start)
      .slice(-maxPrefixLength)
      .replace(/^[\uDC00-\uDFFF]/, ""),
    suffix: text.slice(span.end, span.end + maxSuffixLength).replace(/[\uD800-\uDBFF]$/, ""),
    expected: text.slice(span.start, span.end),
  };
}
