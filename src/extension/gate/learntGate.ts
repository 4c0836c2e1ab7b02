import type { Outcome, Suggestion } from "../../core/complete/outcome";
import { Gate, type GateState } from "../../core/gate/gate";
import type { GateSituation } from "../../core/gate/gateFeatures";
import { openGate, type GateOptions } from "../../core/gate/gateOptions";
import { isRecord } from "../../protocol/messages";

/** Where what was learnt is kept from one start to the next: `globalState`. */
export interface GateStore {
  /** What was stored last, by any window. */
  read(): unknown;
  write(state: GateState | undefined): void;
}

/** What became of a suggestion that was shown. */
interface Fate {
  readonly suggestion: Pick<Suggestion, "confidence">;
  readonly place: { readonly situation: GateSituation };
  readonly fate: "accepted" | "partly" | "dismissed" | "replaced";
}

/**
 * The gate of this user: it goes out with each request, and learns from what becomes of suggestions. Stored are numbers alone. Each
 * window goes on from what was stored when it was opened, and the one that learns last is remembered.
 */
export class LearntGate {
  readonly #store: GateStore;
  readonly #gate: Gate;

  constructor(store: GateStore) {
    this.#store = store;
    this.#gate = new Gate(stateOf(store.read()));
  }

  /**
   * What a request is sent with.
   *
   * @param limits as they are set
   * @param isAsked whether the user asked for this suggestion, and so wants to see it in any case
   */
  optionsFor(
    limits: Pick<GateOptions, "floor" | "stopBelow">,
    situation: GateSituation,
    isAsked: boolean,
  ): GateOptions {
    if (isAsked) return openGate;
    return { ...limits, weights: this.#gate.weights, situation };
  }

  /** A request has come to an end. */
  ended(outcome: Outcome): void {
    if (outcome.kind === "none" && outcome.reason === "unsure") this.#gate.withheld();
  }

  /** Learns what became of a suggestion; nothing if nobody has looked at it, or nothing is known of how sure it was. */
  settled({ suggestion: { confidence }, place, fate }: Fate): void {
    if (confidence === undefined || fate === "replaced") return;
    this.#gate.learn(confidence, place.situation, fate !== "dismissed");
    this.#store.write(this.#gate.export());
  }

  /** Forgets everything, here and in the store. */
  reset(): void {
    this.#gate.reset();
    this.#store.write(undefined);
  }
}

/** What was stored, if it has the form of it; whether its numbers are right is for the gate to say. */
function stateOf(value: unknown): GateState | undefined {
  if (!isRecord(value)) return undefined;
  const { weights, numWanted, numUnwanted } = value;
  if (typeof numWanted !== "number" || typeof numUnwanted !== "number") return undefined;
  if (!isNumbers(weights)) return undefined;
  return { weights, numWanted, numUnwanted };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((element) => typeof element === "number");
}
