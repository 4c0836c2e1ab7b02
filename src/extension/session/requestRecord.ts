import type { Outcome } from "../../core/complete/outcome";
import type { Shape } from "../../core/complete/request";
import type { RequestTrigger } from "./request";
import type { RequestTrail } from "./requestTrail";

/** All there is to say about one request. Its text is in the outcome and the trail, which are for the screen, never for the log. */
export interface RequestRecord {
  /** Counts from 1. */
  readonly id: number;
  /** Names the document; for counting, not for the log. */
  readonly documentId: string;
  /** See `EditorRequest`. */
  readonly offset: number;
  readonly trigger: RequestTrigger;
  readonly shape: Shape;
  /** Whether the text was known already. Its statistics are then those of the request that it was made for. */
  readonly isFromCache: boolean;
  readonly outcome: Outcome;
  /** From the editor's call to the outcome. */
  readonly totalMs: number;
  readonly trail: RequestTrail;
}
