/** The pieces of the panel that change by themselves. */
export type Piece =
  | "state"
  | "last"
  | "measure"
  | "speed"
  | "acceptance"
  | "drafters"
  | "cost"
  | "latency"
  | "use"
  | "reasons";

/** The least time between two versions of a piece, in ms: figures that change faster cannot be read. */
const intervals: Readonly<Record<Piece, number>> = {
  state: 0,
  last: 500,
  measure: 250,
  speed: 500,
  acceptance: 1000,
  drafters: 1000,
  cost: 10_000,
  latency: 1000,
  use: 1000,
  reasons: 1000,
};

export const pieces = Object.keys(intervals) as readonly Piece[];

/** Of a section that is closed, only the number in its heading is seen. */
const closedIntervalMs = 10_000;

/** How a piece is seen now: whole, as a number in a heading, or not at all. */
export type Seen = "whole" | "number" | "no";

/** Which pieces have changed since they were sent, and when each may be sent again. */
export class DuePieces {
  readonly #changed = new Set<Piece>();
  readonly #sentAt = new Map<Piece, number>();
  readonly #seen: (piece: Piece) => Seen;

  constructor(seen: (piece: Piece) => Seen) {
    this.#seen = seen;
  }

  change(changed: readonly Piece[]): void {
    for (const piece of changed) this.#changed.add(piece);
  }

  /** Those that may be sent now. */
  due(now: number): readonly Piece[] {
    return [...this.#changed].filter((piece) => this.#dueAt(piece) <= now);
  }

  sent(these: readonly Piece[], now: number): void {
    for (const piece of these) {
      this.#changed.delete(piece);
      this.#sentAt.set(piece, now);
    }
  }

  /** When the next one may be sent; `undefined` if none is waiting. */
  nextAt(): number | undefined {
    const next = Math.min(...[...this.#changed].map((piece) => this.#dueAt(piece)));
    return Number.isFinite(next) || next < 0 ? next : undefined;
  }

  #dueAt(piece: Piece): number {
    const seen = this.#seen(piece);
    if (seen === "no") return Infinity;
    const interval = seen === "whole" ? intervals[piece] : closedIntervalMs;
    return (this.#sentAt.get(piece) ?? -Infinity) + interval;
  }
}
