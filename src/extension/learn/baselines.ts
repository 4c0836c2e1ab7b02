import type { Subscription } from "../../protocol/channel";
import { mostCodeUnits } from "../documentContext";
import type { Timers } from "../timers";
import type { OpenText } from "./openText";

/** Who has not typed for so long is done with what was being changed. */
export const restMs = 30_000;

/** Documents whose texts are kept: those that are worked on at one time. */
const maxDocuments = 16;

interface Baseline {
  /** `undefined` for a document that is too long to be sent whole. */
  text: string | undefined;
  rest: Subscription | undefined;
}

/**
 * The texts of documents as they were before the user began to change them: when they were opened, when they were saved by hand, or
 * when nothing had been changed for half a minute.
 */
export class Baselines {
  readonly #timers: Timers;
  /** In order of use, the latest last. */
  readonly #baselines = new Map<string, Baseline>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** The text before the change that is under way, with "\n" as its only line end; `undefined` if it is not known. */
  textOf(id: string): string | undefined {
    return this.#baselines.get(id)?.text;
  }

  /** A document is shown. What is known of it stays. */
  seen(document: OpenText): void {
    const known = this.#baselines.get(document.id);
    this.#touch(document.id, known ?? { text: baselineOf(document), rest: undefined });
  }

  /** It was changed, and is at rest when that has been the last change for a while. Of no interest if it was never seen. */
  changed(document: OpenText): void {
    const baseline = this.#baselines.get(document.id);
    if (baseline === undefined) return;
    baseline.rest?.dispose();
    baseline.rest = this.#timers.after(restMs, () => {
      baseline.rest = undefined;
      baseline.text = baselineOf(document);
    });
    this.#touch(document.id, baseline);
  }

  /** The user is content with it as it is. */
  saved(document: OpenText): void {
    this.closed(document.id);
    this.seen(document);
  }

  closed(id: string): void {
    this.#baselines.get(id)?.rest?.dispose();
    this.#baselines.delete(id);
  }

  #touch(id: string, baseline: Baseline): void {
    this.#baselines.delete(id);
    this.#baselines.set(id, baseline);
    for (const oldest of this.#baselines.keys()) {
      if (this.#baselines.size <= maxDocuments) break;
      this.closed(oldest);
    }
  }
}

/** Compared with what a request holds, which is all of a document up to this length. */
function baselineOf(document: OpenText): string | undefined {
  const text = document.text();
  return text.length > mostCodeUnits ? undefined : text.replaceAll("\r\n", "\n");
}
