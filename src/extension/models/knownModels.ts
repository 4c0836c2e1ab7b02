import { messageOf } from "../../core/errors";
import type { ModelParams } from "../../protocol/engineApi";
import type { EngineClient } from "../engineClient";
import type { Knowledge } from "./choiceText";

const nothing: Knowledge = { kind: "none" };

/**
 * What the engine says of models, asked once for each and one after the other: headers of large files take a moment, and somebody
 * may be typing. Kept until the way in which models are opened changes.
 */
export class KnownModels {
  readonly #engine: Pick<EngineClient, "describe">;
  readonly #paramsOf: (reference: string) => ModelParams;
  readonly #known = new Map<string, Knowledge>();

  constructor(
    engine: Pick<EngineClient, "describe">,
    paramsOf: (reference: string) => ModelParams,
  ) {
    this.#engine = engine;
    this.#paramsOf = paramsOf;
  }

  of(reference: string): Knowledge {
    return this.#known.get(reference) ?? nothing;
  }

  /** Asks about those of which nothing is known, and tells after each. Ends when `signal` aborts. */
  async learn(
    references: readonly string[],
    signal: AbortSignal,
    onLearnt: () => void = () => undefined,
  ): Promise<void> {
    for (const reference of references) {
      if (signal.aborted) return;
      if (this.#known.has(reference)) continue;
      const knowledge = await this.#ask(reference);
      if (knowledge.kind === "none") return;
      this.#known.set(reference, knowledge);
      onLearnt();
    }
  }

  /** Forgets one model, or all. */
  forget(reference?: string): void {
    if (reference === undefined) this.#known.clear();
    else this.#known.delete(reference);
  }

  async #ask(reference: string): Promise<Knowledge> {
    try {
      const description = await this.#engine.describe(this.#paramsOf(reference));
      return { kind: "described", description };
    } catch (error) {
      // An engine that is not there says nothing about the model.
      return isAboutModel(error) ? { kind: "refused", sentence: messageOf(error) } : nothing;
    }
  }
}

function isAboutModel(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return !code.startsWith("engine/");
}
