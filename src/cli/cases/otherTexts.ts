import { setImmediate } from "node:timers/promises";
import type { CaseText, CompletionCase } from "../../core/check/completionCase";
import type { Completer } from "../../core/complete/completer";
import { ForetypeError } from "../../core/errors";
import type { AnyCompleter } from "../withCompleter";

/**
 * The files that may be drafted from, case after case: those of a folder, without the one that the case was cut out of, which holds
 * the answer, and those that the case brings.
 */
export class OtherTexts {
  readonly #learner: Pick<Completer, "learn" | "study">;
  readonly #files: readonly CaseText[];
  /** What the engine knows, by path. */
  #known: ReadonlyMap<string, string> = new Map();

  /** @param files of a folder, with paths as those of the cases */
  constructor(learner: Pick<Completer, "learn" | "study">, files: readonly CaseText[]) {
    this.#learner = learner;
    this.#files = files;
  }

  /** Has learnt what the case may be drafted from, and nothing else. Files that it has in common with the case before are not read again. */
  async goTo({ path, texts = [] }: Pick<CompletionCase, "path" | "texts">): Promise<void> {
    const files = this.#files.filter((file) => file.path !== path);
    const wanted = new Map([...files, ...texts].map((file) => [file.path, file.text]));
    for (const name of this.#known.keys()) {
      if (!wanted.has(name)) this.#learner.learn({ kind: "forget", name });
    }
    for (const [name, text] of wanted) {
      if (this.#known.get(name) !== text) this.#learner.learn({ kind: "text", name, text });
    }
    this.#known = wanted;
    // Lets a Ctrl+C through.
    while (this.#learner.study()) await setImmediate();
  }
}

/**
 * The files that a completer may draft from; `undefined` for two models that write together, which draft from nothing else.
 *
 * @throws user/bad-argument if there are files for those
 */
export function otherTextsFor(
  completer: AnyCompleter,
  files: readonly CaseText[],
): OtherTexts | undefined {
  if ("learn" in completer) return new OtherTexts(completer, files);
  if (files.length === 0) return undefined;
  throw new ForetypeError(
    "user/bad-argument",
    "Two models that write together draft from no other files. Leave out --texts or --second.",
  );
}
