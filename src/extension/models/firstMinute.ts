import type { ModelDescription } from "../../core/model/modelDescription";
import { embeddedModelId } from "../../core/model/embeddedModel";
import type { Say } from "../say";
import { findOffer, type Offer } from "./findOffer";
import type { KnownModels } from "./knownModels";
import type { ModelChoice } from "./modelChoices";

/** Under which it is remembered, for all windows and for good, that the user was told. */
const toldKey = "foretype.toldOfOffer";

export interface FirstMinuteParts {
  readonly shelf: () => Promise<readonly ModelChoice[]>;
  readonly known: Pick<KnownModels, "learn" | "of">;
  /** The model that the settings ask for. */
  readonly model: () => string;
  /** Memory of this machine. */
  readonly totalBytes: number;
  readonly say: Say;
  readonly memory: {
    get(key: string): unknown;
    update(key: string, value: unknown): PromiseLike<void>;
  };
  /** Says a few words, where they are seen and do not disturb. */
  readonly announce: (words: string) => void;
  /** Called when there is an offer. */
  readonly onOffer: (offer: Offer) => void;
}

/**
 * Looks once in the life of a window for a model that would suggest better than the embedded one and fits this machine. The offer
 * waits in the menu and the walkthrough; the user is told of it once, in words on the status bar.
 */
export class FirstMinute {
  readonly #parts: FirstMinuteParts;
  readonly #ending = new AbortController();
  #hasLooked = false;
  #offer: Offer | undefined;

  constructor(parts: FirstMinuteParts) {
    this.#parts = parts;
  }

  /** What to offer; `undefined` for who has chosen a model. */
  get offer(): Offer | undefined {
    return this.#parts.model() === embeddedModelId ? this.#offer : undefined;
  }

  /** Looks, the first time that it is called with the embedded model in force. */
  async look(): Promise<void> {
    const { shelf, known, model, totalBytes, memory, announce, onOffer, say } = this.#parts;
    if (this.#hasLooked || this.#hasEnded() || model() !== embeddedModelId) return;
    this.#hasLooked = true;
    const choices = await shelf();
    const found = choices.filter(({ kind }) => kind === "found");
    await known.learn(
      found.map(({ reference }) => reference),
      this.#ending.signal,
    );
    if (this.#hasEnded()) return;
    const describe = ({ reference }: ModelChoice): ModelDescription | undefined => {
      const knowledge = known.of(reference);
      return knowledge.kind === "described" ? knowledge.description : undefined;
    };
    this.#offer = findOffer(choices, describe, { totalBytes, say });
    if (this.offer === undefined) return;
    onOffer(this.offer);
    if (memory.get(toldKey) === true) return;
    announce(say("a larger model: see the menu"));
    await memory.update(toldKey, true);
  }

  /** Asked anew after each wait. */
  #hasEnded(): boolean {
    return this.#ending.signal.aborted;
  }

  dispose(): void {
    this.#ending.abort();
  }
}
