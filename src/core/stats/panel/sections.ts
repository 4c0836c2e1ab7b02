import type { NoSuggestionReason } from "../../complete/outcome";
import type { FilterId } from "../../filter/filter";
import type { Doubt } from "../../gate/gateOptions";
import type { DrafterId } from "./drafterIds";

/*
 * What the panel draws, section by section. These shapes are sent to the view as they are, so their names are short and never change
 * within a version of the messages. Times are milliseconds, shares are 0 to 1, and what is not known is left out: a number is never
 * null and never NaN. What is printed of them is in the file of each section, thresholds included.
 */

/** Suggestions from the model since the model or the way of decoding changed, and the time they would have taken without drafts. */
export interface SpeedSection {
  /** Tokens per second while writing, the latest request last; at most 60. */
  readonly perRequest: readonly number[];
  /** Tokens per second at one token a pass. */
  readonly plain?: number;
  readonly plainIs: "estimated" | "measured";
  /** How many of `perRequest` are below `plain`. */
  readonly slower: number;
  /** Means over the latest 100: from the request to the handing over, and the same without drafts. */
  readonly waitMs: number;
  readonly plainWaitMs: number;
  /** What the window began with, in a word or two: a model, or a way of decoding. */
  readonly change?: string;
}

export interface AcceptanceSection {
  readonly passes: number;
  /** Tokens per pass, the model's own counted; 0 without a pass. */
  readonly mean: number;
  /** `[i]`: passes in which something was drafted at depth i + 1; `[8]`: at depth 9 and beyond. */
  readonly drafted: readonly number[];
  /** `[i]`: passes in which it was accepted; `[8]`: accepted tokens at depth 9 and beyond. */
  readonly accepted: readonly number[];
}

export interface DrafterRow {
  readonly id: DrafterId;
  /** Drafted tokens that were checked, and how many of them stayed. */
  readonly drafted: number;
  readonly accepted: number;
  readonly state: "on" | "off";
  /** Technical names of those that drafted under this word. */
  readonly names: readonly string[];
}

export interface CostSection {
  /** Sizes of a pass in tokens, rising. */
  readonly n: readonly number[];
  /** Cost of a pass of `n[i]` tokens; 1 is a pass of one token. */
  readonly c: readonly number[];
  /** A pass of one token. */
  readonly t1Ms: number;
  /** The size that promises most; one of `n`. */
  readonly chosen: number;
  /** Expected speed-up with passes of `n[i]` tokens; 1 is plain. As long as `n`, or empty while nothing is known of drafts. */
  readonly expected: readonly number[];
  /** When it was measured, epoch ms. */
  readonly at: number;
  readonly threads: number;
  /** Tokens in the cache when it was measured. */
  readonly context: number;
  /** What a pass of one token takes now, where passes have been seen since. */
  readonly nowT1Ms?: number;
}

/** Parts of a request's time, in order. */
export type PartId = "pause" | "read" | "draft" | "check" | "choose" | "hand";

export interface PartRow {
  readonly id: PartId;
  readonly ms: number;
}

export interface LatencySection {
  /** 24 counts on a logarithmic axis from 60 ms to 1.6 s; the outer ones gather the rest. */
  readonly bins: readonly number[];
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
  /** Suggestions that the model was waited for. */
  readonly n: number;
  /** Suggestions from memory, and the median of their times. */
  readonly memoryN: number;
  readonly memoryMs?: number;
  /** Means over the latest 100 of `n`; empty without any. */
  readonly parts: readonly PartRow[];
}

export interface UseSection {
  readonly requests: number;
  readonly shown: number;
  readonly accepted: number;
  /** Accepted ones that are still there after 30 s. */
  readonly kept: number;
  /** Accepted ones that 30 s have passed for. */
  readonly keptOf: number;
  /** Shown ones that came from memory: the rest of one that was typed along, and others. */
  readonly typedAlong: number;
  readonly seen: number;
  /** Share of prompt tokens that had been read before. */
  readonly reuse?: number;
  /** Share of new characters that came from suggestions; 14 days, today last; null for a day without new characters. */
  readonly days: readonly (number | null)[];
  readonly newChars: number;
  readonly acceptedChars: number;
}

/** Why a request ended without a suggestion. Filters go by their own names, and both ways of typing on by one. */
export type ReasonId =
  Exclude<NoSuggestionReason, "filtered" | "cancelled"> | FilterId | "filtered" | "returned";

export interface ReasonRow {
  readonly id: ReasonId;
  readonly n: number;
}

/** All sections; those that nothing is known for are left out of messages. */
export interface Sections {
  readonly speed: SpeedSection;
  readonly acceptance: AcceptanceSection;
  readonly drafters: readonly DrafterRow[];
  readonly cost: CostSection;
  readonly latency: LatencySection;
  readonly use: UseSection;
  /** The most frequent first. */
  readonly reasons: readonly ReasonRow[];
}

/** What was drafted for one pass, and what stayed. */
export interface Pass {
  readonly ms: number;
  /** The token before it. */
  readonly root: string;
  /** Parents first; `parent` is an index, -1 for the root. `expected` is the chance of the whole path. */
  readonly nodes: readonly {
    readonly parent: number;
    readonly text: string;
    readonly expected: number;
    readonly by: DrafterId;
    readonly kept: boolean;
  }[];
  /** What the model wrote behind it. */
  readonly wrote?: { readonly text: string; readonly p: number };
}

/** A token of the last suggestion. */
export interface Tok {
  readonly text: string;
  /** Its probability. */
  readonly p: number;
  /** Entropy of what could have stood here. */
  readonly bits: number;
  readonly bitsAtLeast?: true;
  /** The likeliest other one. */
  readonly alt?: { readonly text: string; readonly p: number };
  readonly by: DrafterId | "model" | "healing";
  /** Index of its pass; -1 for healing. */
  readonly pass: number;
}

/** The last suggestion. It holds text, so it is kept in memory only. */
export interface Last {
  readonly id: string;
  /** What stood in its line before it. */
  readonly lead: string;
  readonly outcome: "shown" | "accepted" | "partly" | "dismissed" | "replaced";
  /** The whole wait. */
  readonly ms: number;
  /** Why decoding ended: a `StopReason`. */
  readonly endedBy: string;
  readonly tokens: readonly Tok[];
  /** Tokens behind these that are not sent. */
  readonly more?: number;
  /** The passes of these tokens. */
  readonly passes: readonly Pass[];
}

/** The steps of a request, in order. */
export type WhyStepId =
  "allowed" | "place" | "pause" | "memory" | "model" | "sure" | "checked" | "handed";

/** How one request ended, and why. It holds text, so it is kept in memory only. */
export interface Why {
  readonly request: string;
  readonly reason: ReasonId;
  /** Epoch ms. */
  readonly at: number;
  /** Base name of the document. */
  readonly document: string;
  /** Counts from 1. */
  readonly line: number;
  /** The cursor's line, on both sides of the cursor. */
  readonly before: string;
  readonly after: string;
  readonly steps: readonly {
    readonly id: WhyStepId;
    readonly state: "passed" | "stopped" | "notReached";
    readonly ms?: number;
  }[];
  /** What would have been shown. */
  readonly dropped?: string;
  /** The first token, where the model was not sure enough. */
  readonly first?: Tok;
  /** Where that is why it was held back. */
  readonly doubt?: Doubt;
  /** A sentence of the request's own, where there is more to say. */
  readonly detail?: string;
  /** Requests today, and how many of them ended this way. */
  readonly ofToday: number;
  readonly sameToday: number;
  /** Whether an earlier request is remembered. */
  readonly hasEarlier: boolean;
}

/** One way of decoding, as it was measured on the user's file. */
export interface MeasureRow {
  /** Id of a strategy. */
  readonly id: string;
  readonly title: string;
  readonly isPlain: boolean;
  /** Tokens per second: the median over places and the middle half of them, p25 to p75. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Places that are in it, and at how many of them it was faster than plain. */
  readonly places: number;
  readonly faster: number;
}

/** The comparison on the user's own file. */
export interface Measure {
  readonly state: "idle" | "running" | "done" | "stopped";
  /** Base name of the file measured. */
  readonly document?: string;
  /** When it ended, epoch ms. */
  readonly at?: number;
  /** About how long a new one would take. */
  readonly aboutMs?: number;
  /** Places and rounds asked for. */
  readonly places: number;
  readonly rounds: number;
  readonly rows: readonly MeasureRow[];
  /** Whether another window measures, and this one has not begun. */
  readonly isWaiting?: true;
  /** While it runs. */
  readonly now?: {
    readonly title: string;
    readonly place: number;
    /** Share of the whole that is done. */
    readonly share: number;
    readonly leftMs: number;
  };
  /** Places with the same text from all ways, of those compared. */
  readonly same?: number;
  readonly compared?: number;
  /** The two probabilities where texts parted, at the place where they were farthest apart. */
  readonly tie?: readonly [number, number];
  /** Plain at the start and at the end, where they differ by more than 15 %. */
  readonly busy?: readonly [number, number];
  /** For the copied table. */
  readonly machine?: string;
  readonly threads?: number;
  readonly model?: string;
}
