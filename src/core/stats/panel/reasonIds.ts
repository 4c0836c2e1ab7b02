import type { ReasonId } from "./sections";

/** Each reason once, so that the compiler refuses a list that misses one. */
const all: Readonly<Record<ReasonId, 0>> = {
  superseded: 0,
  disabled: 0,
  midLine: 0,
  place: 0,
  paused: 0,
  emptyContext: 0,
  modelMissing: 0,
  engineLoading: 0,
  engineDown: 0,
  timedOut: 0,
  emptyCompletion: 0,
  unsure: 0,
  filtered: 0,
  dismissed: 0,
  failed: 0,
  suffixDuplicate: 0,
  nextLineDuplicate: 0,
  brackets: 0,
  quotes: 0,
  repetition: 0,
  indentation: 0,
  blank: 0,
  headerEcho: 0,
  secret: 0,
  returned: 0,
};

/** Every reason that a request can end without a suggestion for. */
export const reasonIds = Object.keys(all) as readonly ReasonId[];
