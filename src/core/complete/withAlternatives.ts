import { candidateName } from "../alternatives/candidateName";
import { findAlternatives, type Alternatives } from "../alternatives/findAlternatives";
import type { DecodeRequest, DecodeResult } from "../decode/decodeRequest";
import { applyFilters } from "../filter/filters";
import type { LanguageModel } from "../model/languageModel";
import type { Clock } from "../ports";
import type { CachedEncoder } from "../tokens/cachedEncoder";
import type { Vocabulary } from "../tokens/vocabulary";
import type { NoSuggestionReason, Outcome } from "./outcome";
import { outcomeOf, type PutRequest } from "./outcomeOf";
import { trimCompletion } from "./trimCompletion";

export interface AlternativesParts {
  readonly model: LanguageModel;
  readonly vocabulary: Vocabulary;
  readonly encoder: CachedEncoder;
  readonly endTokens: ReadonlySet<number>;
  readonly clock: Clock;
}

/** The text that the model finds most probable, and how it came about. */
interface FirstText {
  readonly request: DecodeRequest;
  readonly result: DecodeResult;
  /** Prompt tokens that were run to tell the model what was shown; 0 if it was not told. */
  readonly numToldTokens: number;
}

/** The first text and others; where the first is none, or was shown already, the best of the others takes its place. */
export async function withAlternatives(
  put: PutRequest,
  first: FirstText,
  numCandidates: number,
  parts: AlternativesParts,
): Promise<Outcome> {
  const { request, result } = first;
  const outcome = outcomeOf(put, result, parts);
  if (outcome.kind === "none" && !mayBeOtherwise.has(outcome.reason)) return outcome;
  const shown = put.request.shown ?? [];
  const shownNames = new Set(shown.map(candidateName));
  const isFirstNew = outcome.kind === "suggestion" && !shownNames.has(candidateName(outcome.text));
  const numWanted = isFirstNew ? numCandidates - 1 : numCandidates;
  if (isFirstNew && numWanted === 0) return withOthers(outcome, [], noAlternatives, first);
  const found = await findAlternatives(
    {
      ...request,
      timeBudgetMs: request.timeBudgetMs - (result.stats.totalMs - result.stats.ms.prefill),
      numWanted,
      first: outcome.kind === "suggestion" ? outcome.text : "",
      shown,
      suggestionOf: (text, stoppedBy) =>
        suggestedText(trimCompletion({ text, stoppedBy }, put.request, put.constraints).text, put),
    },
    parts,
  );
  if (request.cancellation.isCancelled) {
    return { kind: "none", reason: "cancelled", stats: result.stats };
  }
  const [best, ...others] = found.candidates;
  if (isFirstNew) return withOthers(outcome, found.candidates, found, first);
  if (best === undefined) return { kind: "none", reason: "emptyCompletion", stats: result.stats };
  // The notes are of another text.
  const bestResult = { ...result, ...best, trace: undefined };
  return withOthers(outcomeOf(put, bestResult, parts), others, found, first);
}

/** Where the first text is none, another may be one. */
const mayBeOtherwise: ReadonlySet<NoSuggestionReason> = new Set(["emptyCompletion", "filtered"]);

/** Where the first text is all that is wanted. */
const noAlternatives: Alternatives = { candidates: [], numPasses: 0, numNodes: 0, ms: 0 };

function withOthers(
  outcome: Outcome,
  others: readonly { readonly suggestion: string }[],
  { numPasses, numNodes, ms }: Alternatives,
  first: Pick<FirstText, "result" | "numToldTokens">,
): Outcome {
  if (outcome.kind === "none") return outcome;
  const { numToldTokens, result } = first;
  const toldMs = numToldTokens > 0 ? result.stats.ms.prefill : 0;
  return {
    ...outcome,
    alternatives: others.map(({ suggestion }) => suggestion),
    cost: { numPromptTokens: numToldTokens, numPasses, numNodes, ms: ms + toldMs },
  };
}

/** What the filters leave of a text, up to its statement's end; empty if nothing. */
function suggestedText(text: string, { request, cut }: PutRequest): string {
  const filtered = applyFilters(text, request);
  return filtered.kind === "kept" ? cut(filtered.text).text : "";
}
