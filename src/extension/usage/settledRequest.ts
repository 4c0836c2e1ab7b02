import type { RequestRecord } from "../session/requestRecord";
import type { OfferedText } from "./offeredText";

/** A request that has its outcome, and where in the document it was made. */
export type SettledRequest = Pick<
  RequestRecord,
  "id" | "documentId" | "offset" | "outcome" | "totalMs" | "trail" | "isFromCache"
>;

/** What became of a suggestion that was handed to the editor. */
export interface OfferNews {
  readonly requestId: number;
  readonly outcome: "shown" | "accepted" | "partly" | "dismissed" | "replaced";
}

/** Whether the editor still wanted the suggestion. */
export function isHanded({ trail }: SettledRequest): boolean {
  return trail.steps.some(({ id, state }) => id === "handed" && state === "passed");
}

/** A text at the place of a request. */
export function offeredAt({ offset, trail }: SettledRequest, text: string): OfferedText {
  const { lineText, column } = trail;
  return { text, offset, before: lineText.slice(0, column), after: lineText.slice(column) };
}
