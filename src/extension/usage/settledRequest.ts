import type { RequestRecord } from "../session/requestRecord";
import type { OfferedText } from "./offeredText";

/** A request that has its outcome, and where in the document it was made. */
export interface SettledRequest extends Omit<OfferedText, "text"> {
  readonly documentId: string;
  readonly record: Pick<RequestRecord, "id" | "outcome" | "totalMs" | "trail">;
}

/** What became of a suggestion that was handed to the editor. */
export interface OfferNews {
  readonly requestId: number;
  readonly outcome: "shown" | "accepted" | "partly" | "dismissed" | "replaced";
}

/** Whether the editor still wanted the suggestion. */
export function isHanded({ trail }: SettledRequest["record"]): boolean {
  return trail.steps.some(({ id, state }) => id === "handed" && state === "passed");
}
